import { afterEach, beforeEach } from 'vitest';
import { until } from '../../../bad-days/until.ts';
import { type MemoryJournal, memoryJournal } from '../../memory-journal.ts';
import { type PlatformSite, type PlatformSiteWish, platformSite } from './platform-site.ts';
import { guangxiStandIn, type StandIn, suzhouStandIn } from './stand-in.ts';

/** The shipped shapes, each with a platform that speaks it. */
export const JOURNEYS = [
  { shape: 'guangxi-example', standIn: guangxiStandIn },
  { shape: 'suzhou-example', standIn: suzhouStandIn },
] as const;

/** What a test works with: an empty journal, and the platform that the test opens. */
export interface PlatformTrial {
  journal: MemoryJournal;
  platform: StandIn;
}

/** Prepares each test of a file, and cleans up after it: no relay and no platform outlives it. */
export const platformTrial = () => {
  const open: PlatformSite[] = [];
  let opened: StandIn | undefined;
  const trial: PlatformTrial = {
    journal: memoryJournal(),
    get platform() {
      if (opened === undefined) throw new Error('the test has opened no platform');
      return opened;
    },
    set platform(platform) {
      opened = platform;
    },
  };
  beforeEach(() => {
    trial.journal = memoryJournal();
  });
  afterEach(async () => {
    for (const { relay } of open.splice(0)) await relay.stop(0);
    await trial.platform.close();
  });
  const start = (wish: Omit<PlatformSiteWish, 'url' | 'journal'>): PlatformSite => {
    const site = platformSite({ ...wish, url: trial.platform.url, journal: trial.journal });
    open.push(site);
    return site;
  };
  const settled = (upTo = trial.journal.heads().urgent[0]): Promise<boolean> =>
    until(`settled up to ${upTo}`, () => trial.journal.delivered('city').urgent.upTo[0] >= upTo);
  return { trial, start, settled };
};

/** Names of tests, `t0`, `t1`, … */
export const names = (count: number, from = 0): readonly string[] => Array.from({ length: count }, (_, n) => `t${from + n}`);
