import type { Millis } from '../../gateway/domain/clock.ts';
import type { Bench } from './bench.ts';
import { bytesWritten, inBenchFolder, liveHours, openDay } from './simulated-day.ts';

const MEGABYTE = 1e6;

/** Megabytes that a simulated day writes to the disk, from opening to a clean stop. */
const writtenInADay = (commit: Millis): Promise<number> =>
  inBenchFolder((folder) => {
    const before = bytesWritten();
    const { core, clock } = openDay(folder, commit);
    liveHours(core, clock, 24, commit);
    core.close();
    return (bytesWritten() - before) / MEGABYTE;
  });

/** What a day costs the card. */
export const bench: Bench = {
  name: 'disk-written',
  about: 'megabytes written to disk in a simulated day, 20 channels each 10 s, sealed each 60 s, by /proc/self/io',
  run: async (report) => {
    const often = await writtenInADay(2000);
    report({ what: 'written in a day, commit 2 s', reached: `${often.toFixed(0)} MB`, target: '≤ 500 MB', ok: often <= 500 });
    const seldom = await writtenInADay(60_000);
    report({ what: 'written in a day, commit 60 s', reached: `${seldom.toFixed(1)} MB`, target: '≤ 40 MB', ok: seldom <= 40 });
  },
};
