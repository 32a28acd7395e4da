import type { Channel } from './channel.ts';
import { planAsRecorded, type SitePlan } from './site-plan.ts';

/**
 * The channel table as it stands in a `config` fact: JSON, kept as written. Its SHA-256, cut to 12 hex digits, is each
 * block's `config`. Channels keep the configuration's order. A rule stands there once, in the order of first use, and
 * channels name it by its id: a thousand channels must fit into one block. What the site plans of its days stands behind them;
 * tables of earlier versions have no `plan`.
 */
export const channelTableText = (channels: readonly Channel[], plan?: SitePlan): string => {
  const rules = new Map(channels.flatMap(({ rule }) => (rule === undefined ? [] : [[rule.id, rule]])));
  return JSON.stringify({
    channels: channels.map(
      ({ id, device, cabinet, unit, resolution, every, probe, offset, certificate, rule, door, defrost, pair }) => ({
        id,
        device,
        cabinet,
        unit,
        resolution,
        every,
        probe,
        offset,
        certificate,
        rule: rule?.id,
        door,
        defrost,
        pair,
      }),
    ),
    rules: [...rules.values()],
    ...(plan === undefined ? {} : { plan: planAsRecorded(plan) }),
  });
};
