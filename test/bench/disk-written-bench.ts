import type { Millis } from '../../gateway/domain/clock.ts';
import { diskPerDay, logIndexPerDay } from '../../gateway/journal/disk-prediction.ts';
import type { Bench, Row } from './bench.ts';
import { bytesWritten, inBenchFolder, liveHours, openSite, siteLoad } from './simulated-day.ts';

const MEGABYTE = 1e6;

/** Megabytes that a simulated day writes to the disk, from opening to a clean stop. */
const writtenInADay = (commit: Millis, unwell = 0): Promise<number> =>
  inBenchFolder(async (folder) => {
    const before = bytesWritten();
    const site = await openSite(folder, commit, unwell);
    liveHours(site, 24);
    site.core.close();
    return (bytesWritten() - before) / MEGABYTE;
  });

const rowsFor = async (commit: Millis, most: number): Promise<readonly Row[]> => {
  const written = await writtenInADay(commit);
  const index = logIndexPerDay(siteLoad(commit)) / MEGABYTE;
  const predicted = diskPerDay(siteLoad(commit)) / MEGABYTE;
  const off = Math.abs(predicted / (written + index) - 1);
  return [
    {
      what: `written in a day, commit ${commit / 1000} s`,
      reached: `${written.toFixed(1)} MB`,
      target: `≤ ${most} MB`,
      ok: written <= most,
    },
    {
      what: `the same with what the log's index adds in real time (≤ 10 KB each half minute; calculated)`,
      reached: `${(written + index).toFixed(1)} MB`,
      target: `≤ ${most} MB`,
      ok: written + index <= most,
    },
    {
      what: 'predicted',
      reached: `${predicted.toFixed(1)} MB, ${(off * 100).toFixed(0)} % off`,
      target: 'within 20 %',
      ok: off <= 0.2,
    },
    {
      what: '  written on a day on which two of the ten refrigerators swing about their limits',
      reached: `${(await writtenInADay(commit, 2)).toFixed(1)} MB`,
      target: 'shown',
    },
  ];
};

/** What a day costs the card. */
export const bench: Bench = {
  name: 'disk-written',
  about:
    'megabytes written to disk in a simulated day, 20 channels each 10 s, the ten temperatures judged as refrigerators, sealed each 60 s, by /proc/self/io (write_bytes)',
  run: async (report) => {
    for (const row of [...(await rowsFor(2000, 500)), ...(await rowsFor(60_000, 40))]) report(row);
  },
};
