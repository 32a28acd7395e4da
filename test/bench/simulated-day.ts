import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '../../gateway/domain/channel.ts';
import { instantOf, type Millis } from '../../gateway/domain/clock.ts';
import { NOTHING_DELIVERED } from '../../gateway/domain/delivered.ts';
import type { AlarmFact } from '../../gateway/domain/fact.ts';
import type { LimitSet } from '../../gateway/domain/limit.ts';
import type { Observation } from '../../gateway/domain/observation.ts';
import { createReadingBatch } from '../../gateway/domain/reading-batch.ts';
import { sha256 } from '../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../gateway/evidence/signature.ts';
import { openSigner } from '../../gateway/evidence/signing-key.ts';
import type { DiskLoad } from '../../gateway/journal/disk-prediction.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import type { JournalSettings } from '../../gateway/journal/journal-settings.ts';
import { createJudge, type Judge } from '../../gateway/rules/judge.ts';
import { loadRulePacks } from '../../gateway/rules/load-packs.ts';
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

/** `rule`: of the temperatures, as a refrigerator of a canteen has it. */
const siteChannels = (rule: LimitSet | undefined): readonly Channel[] =>
  Array.from({ length: UNITS }, (_, unit) => unit).flatMap((unit) =>
    QUANTITIES.map(({ name, unit: measured }) => ({
      id: `fridge-${unit + 1}/${name}`,
      device: `fridge-${unit + 1}`,
      cabinet: `${unit + 1}号冷藏柜`,
      unit: measured,
      resolution: 0.1,
      every: EVERY,
      ...(rule?.unit === measured ? { rule } : {}),
    })),
  );

/** The same site as its disk use is predicted from. */
export const siteLoad = (commit: Millis): DiskLoad => ({
  units: Array.from({ length: UNITS }, () => ({ channels: QUANTITIES.length, every: EVERY })),
  commit,
  seal: 60 * SECOND,
});

const daySettings = (folder: string, channels: readonly Channel[], commit: Millis): JournalSettings => ({
  folder,
  gateway: 'no3-canteen',
  channels,
  keep: { commit, seal: 60 * SECOND, readings: 730 * 24 * HOUR, bytes: 4e9 },
  uplinks: ['city'],
  bootId: 'bench',
  version: '0.0.0',
  clock: 'sure',
});

/** A site whose time is turned by hand. */
export interface SimulatedSite {
  readonly core: JournalCore;
  readonly clock: ManualClock;
  readonly judge: Judge;
  readonly commit: Millis;
  /** So many of its refrigerators swing slowly beyond their limits and back; the others are well. */
  readonly unwell: number;
}

/** The site of the figures with its journal and its judge. */
export const openSite = async (folder: string, commit: Millis, unwell = 0): Promise<SimulatedSite> => {
  const channels = siteChannels((await loadRulePacks()).get('cn.fridge'));
  const clock = createManualClock();
  const needs = { clock, random: seededRandom(1), signer: openSigner(folder, true), sha256, signatureHolds };
  const chance = seededRandom(3);
  const newId = (): string => chance().toString(36).slice(2);
  return {
    core: new JournalCore(daySettings(folder, channels, commit), needs),
    clock,
    judge: createJudge(channels, { saved: [], at: instantOf(clock), newId, commitEvery: commit }),
    commit,
    unwell,
  };
};

/** From 1 to 9 °C and back, as a worn door seal and a full sun make it. */
const swing = (elapsed: Millis): number => 4 * Math.sin((elapsed / (4 * HOUR)) * 2 * Math.PI) + 1;

/** What the site's devices answer: every value wanders about its middle in steps of 0.1, every answer comes a few milliseconds early or late. */
const createDevices = (clock: ManualClock, unwell: number) => {
  const random = seededRandom(2);
  const values: number[] = Array.from({ length: 2 * UNITS }, (_, place) => QUANTITIES[place % QUANTITIES.length]?.middle ?? 0);
  const moved = (place: number): number => {
    const middle = QUANTITIES[place % QUANTITIES.length]?.middle ?? 0;
    const before = values[place] ?? 0;
    const value = before + (random() - 0.5) * 0.24 + (middle - before) * 0.02;
    values[place] = value;
    return Math.round(value * 10) / 10;
  };
  return (unit: number): Observation => {
    const places = [unit * 2, unit * 2 + 1];
    const [temperature = Number.NaN, humidity = Number.NaN] = places.map(moved);
    const shift = unit < unwell ? swing(clock.elapsed()) : 0;
    const values = [Math.round((temperature + shift) * 10) / 10, humidity];
    return { elapsed: clock.elapsed() - random() * 8, channels: places, values };
  };
};

const alarmOf = (clock: ManualClock, count: number): AlarmFact => ({
  kind: 'alarm', at: clock.now(), id: `bench${count}`, channel: 'fridge-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'operational',
  active: count % 2 === 0, acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: clock.now(), since: clock.now() - 60_000, value: 8.4, limit: 8,
}); // biome-ignore format: a fact

/**
 * Lives `hours` of the site: readings that are judged, an alarm raised or cleared every second hour, what the judge must
 * remember, and an uplink that has everything delivered a moment after it is sealed. Gives the number of readings.
 */
export const liveHours = ({ core, clock, judge, commit, unwell }: SimulatedSite, hours: number): number => {
  const batch = createReadingBatch();
  const answer = createDevices(clock, unwell);
  let readings = 0;
  core.listen({
    onSealed: (lane, head) => core.settle('city', lane, { ...NOTHING_DELIVERED, upTo: head }),
    onRetired: () => undefined,
    onSucceeded: () => undefined,
  });
  for (let second = 1; second <= (hours * HOUR) / SECOND; second += 1) {
    clock.run(SECOND);
    const at = instantOf(clock);
    const observation = answer(second % UNITS);
    batch.add(observation);
    const ordered = second % 7200 === 0 ? [alarmOf(clock, second / 7200)] : [];
    const facts = [...judge.judge(observation, at), ...judge.tick(at), ...ordered];
    if (facts.length > 0 || (second * SECOND) % commit === 0) {
      readings += batch.size();
      core.commit({ at, clock: 'sure', readings: batch.take(), facts, states: judge.takeStates() });
    }
    core.tick();
  }
  return readings;
};
