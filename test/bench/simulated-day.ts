import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '../../gateway/domain/channel.ts';
import { instantOf, type Millis } from '../../gateway/domain/clock.ts';
import { NOTHING_DELIVERED } from '../../gateway/domain/delivered.ts';
import type { AlarmFact } from '../../gateway/domain/fact.ts';
import { createReadingBatch, type ReadingBatch } from '../../gateway/domain/reading-batch.ts';
import { sha256 } from '../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../gateway/evidence/signature.ts';
import { openSigner } from '../../gateway/evidence/signing-key.ts';
import type { DiskLoad } from '../../gateway/journal/disk-prediction.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import type { JournalSettings } from '../../gateway/journal/journal-settings.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../simulators/world/seeded-random.ts';

const SECOND: Millis = 1000;
const HOUR: Millis = 3_600_000;

/** A folder on the disk of the machine's temporary files for the time of `work`. On a memory file system nothing is written, and the figures say 0. */
export const inBenchFolder = async <Result>(work: (folder: string) => Result | Promise<Result>): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Bytes that this process has caused to be written to disks so far (proc(5), `write_bytes`). */
export const bytesWritten = (): number => Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

/** The site of the figures: ten units of two channels (temperature and humidity), each unit read every ten seconds. */
const UNITS = 10;
const EVERY: Millis = 10 * SECOND;

const QUANTITIES = [
  { name: 'temperature', unit: 'degC', middle: 4 },
  { name: 'humidity', unit: '%RH', middle: 60 },
] as const;

const siteChannels = (): readonly Channel[] =>
  Array.from({ length: UNITS }, (_, unit) => unit).flatMap((unit) =>
    QUANTITIES.map(({ name, unit: measured }) => ({
      id: `fridge-${unit + 1}/${name}`,
      device: `fridge-${unit + 1}`,
      cabinet: `${unit + 1}号冷藏柜`,
      unit: measured,
      resolution: 0.1,
      every: EVERY,
    })),
  );

/** The same site as its disk use is predicted from. */
export const siteLoad = (commit: Millis): DiskLoad => ({
  units: Array.from({ length: UNITS }, () => ({ channels: QUANTITIES.length, every: EVERY })),
  commit,
  seal: 60 * SECOND,
});

const daySettings = (folder: string, commit: Millis): JournalSettings => ({
  folder,
  gateway: 'no3-canteen',
  channels: siteChannels(),
  keep: { commit, seal: 60 * SECOND, readings: 730 * 24 * HOUR, bytes: 4e9 },
  uplinks: ['city'],
  bootId: 'bench',
  version: '0.0.0',
  clock: 'sure',
});

/** A journal on a clock that is turned by hand. */
export const openDay = (folder: string, commit: Millis): { readonly core: JournalCore; readonly clock: ManualClock } => {
  const clock = createManualClock();
  const needs = { clock, random: seededRandom(1), signer: openSigner(folder, true), sha256, signatureHolds };
  return { core: new JournalCore(daySettings(folder, commit), needs), clock };
};

/** What the site's devices answer: every value walks in steps of 0.1, every answer comes a few milliseconds early or late. */
const createSite = (clock: ManualClock, batch: ReadingBatch) => {
  const random = seededRandom(2);
  const values: number[] = siteChannels().map((_, place) => QUANTITIES[place % QUANTITIES.length]?.middle ?? 0);
  const moved = (place: number): number => {
    const step = Math.round((random() - 0.5) * 2.4) / 10;
    const middle = QUANTITIES[place % QUANTITIES.length]?.middle ?? 0;
    const value = Math.round(((values[place] ?? 0) + step + (middle - (values[place] ?? 0)) * 0.02) * 10) / 10;
    values[place] = value;
    return value;
  };
  return (unit: number): void => {
    const places = [unit * 2, unit * 2 + 1];
    batch.add({ elapsed: clock.elapsed() - random() * 8, channels: places, values: places.map(moved) });
  };
};

const alarmOf = (clock: ManualClock, count: number): AlarmFact => ({
  kind: 'alarm', at: clock.now(), id: `bench${count}`, channel: 'fridge-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'operational',
  active: count % 2 === 0, acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: clock.now(), since: clock.now() - 60_000, value: 8.4, limit: 8,
}); // biome-ignore format: a fact

/**
 * Lives `hours` of the site: readings, an alarm raised or cleared every second hour, and an uplink that has everything
 * delivered a moment after it is sealed. Gives the number of readings.
 */
export const liveHours = (core: JournalCore, clock: ManualClock, hours: number, commit: Millis): number => {
  const batch = createReadingBatch();
  const answer = createSite(clock, batch);
  let readings = 0;
  core.listen({
    onSealed: (lane, head) => core.settle('city', lane, { ...NOTHING_DELIVERED, upTo: head }),
    onRetired: () => undefined,
    onSucceeded: () => undefined,
  });
  for (let second = 1; second <= (hours * HOUR) / SECOND; second += 1) {
    clock.run(SECOND);
    answer(second % UNITS);
    const alarm = second % 7200 === 0;
    if (alarm || (second * SECOND) % commit === 0) {
      readings += batch.size();
      const facts = alarm ? [alarmOf(clock, second / 7200)] : [];
      core.commit({ at: instantOf(clock), clock: 'sure', readings: batch.take(), facts, states: [] });
    }
    core.tick();
  }
  return readings;
};
