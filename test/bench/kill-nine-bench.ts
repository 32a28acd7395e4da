import type { Bench, Row } from './bench.ts';
import { type Campaign, runCampaign } from './kills/campaign.ts';
import type { Outcome } from './kills/outcome.ts';

const STORED: Campaign = { gatewayKills: 300, brokerKills: 30, acknowledge: 'stored', seed: 9 };
const BROKER: Campaign = { gatewayKills: 60, brokerKills: 6, acknowledge: 'broker', seed: 10 };

const words = ({ committedLost, altered, misnumbered, sent, arrived, notYetCommitted }: Outcome): string =>
  `${committedLost} / ${altered} / ${misnumbered} (${sent} sent, ${arrived} arrived, ${notYetCommitted} read in the last moment before a kill and not committed yet)`;

const rowOf = ({ gatewayKills, brokerKills, acknowledge }: Campaign, outcome: Outcome): Row => {
  const what = `${gatewayKills} × kill -9 of the gateway, ${brokerKills} of the broker, acknowledge: ${acknowledge}: committed readings lost / altered / misnumbered`;
  const none = outcome.committedLost + outcome.altered + outcome.misnumbered === 0;
  return {
    what,
    reached: words(outcome),
    ...(acknowledge === 'stored' ? { target: '0 / 0 / 0', ok: none } : { target: 'shown' }),
  };
};

export const bench: Bench = {
  name: 'kill-nine',
  about:
    'Readings that kill -9 costs, counted at a subscriber against the devices’ own log: 4 counters each 100 ms, commit 100 ms, seal 500 ms, mosquitto with persistence.',
  run: async (report) => {
    for (const campaign of [STORED, BROKER]) report(rowOf(campaign, await runCampaign(campaign)));
  },
};
