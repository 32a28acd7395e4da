import type { Channel } from '../domain/channel.ts';
import type { LiveView } from './live-view.ts';

/**
 * What the site's mains-sense inputs say, for the platform: whoever loses a box right after `off` knows why. `off` while an
 * alarm of the mains stands, `on` while one of them is read, undefined where the site has none or nothing is known.
 */
export const mainsState = (
  channels: readonly Pick<Channel, 'id' | 'rule'>[],
  view: Pick<LiveView, 'alarms' | 'channels'>,
): (() => 'on' | 'off' | undefined) => {
  const sensing = new Set(channels.filter(({ rule }) => rule?.limits.some(({ cause }) => cause === 'mains')).map(({ id }) => id));
  return () => {
    if (sensing.size === 0) return undefined;
    if (view.alarms().some(({ cause, active }) => cause === 'mains' && active)) return 'off';
    return view.channels().some(({ id, quality }) => sensing.has(id) && quality === 'good') ? 'on' : undefined;
  };
};
