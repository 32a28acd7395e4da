import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '../../gateway/domain/channel.ts';
import { instantOf, type Millis } from '../../gateway/domain/clock.ts';
import { createReadingBatch, type ReadingBatch } from '../../gateway/domain/reading-batch.ts';
import { sha256 } from '../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../gateway/evidence/signature.ts';
import { openSigner } from '../../gateway/evidence/signing-key.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import type { JournalSettings } from '../../gateway/journal/journal-settings.ts';
import { type Cabinet, createCabinet } from '../../simulators/world/cabinet.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';
import { bellCurve, seededRandom } from '../../simulators/world/seeded-random.ts';

const SECOND: Millis = 1000;
const HOUR: Millis = 3_600_000;
const UNITS = 10;

/** The gateway of these benches. */
export const BENCH_GATEWAY = 'no3-canteen';

/** Standard deviation of a digital probe of this class: its repeatability of 0.1 °C and 0.1 %RH (SHT20) is three of them. */
const NOISE = 0.1 / 3;

/** A folder for the time of `work`. */
export const inFolder = async <Result>(work: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-relay-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const channels: readonly Channel[] = Array.from({ length: UNITS }, (_, unit) => `fridge-${unit + 1}`).flatMap((device) => [
  { id: `${device}/temperature`, device, cabinet: device, unit: 'degC', resolution: 0.1, every: 10_000 },
  { id: `${device}/humidity`, device, cabinet: device, unit: '%RH', resolution: 0.1, every: 10_000 },
]);

/** A journal's settings at the defaults, but for the interval of sealing. */
export const thermalSettings = (folder: string, seal: Millis = 60_000): JournalSettings => ({
  folder, gateway: BENCH_GATEWAY, channels, keep: { commit: 2000, seal, readings: 730 * 24 * HOUR, bytes: 4e9 },
  uplinks: ['city'], bootId: 'bench', version: '0.0.0', clock: 'sure',
}); // biome-ignore format: settings

/** A site whose time is turned by hand. */
export interface ThermalSite {
  readonly core: JournalCore;
  readonly clock: ManualClock;
  /** Readings so far. */
  readings(): number;
  /** Lives one minute, committing each ten seconds: blocks don't depend on it. */
  minute(): void;
}

/**
 * A kitchen of ten units on one line, each with temperature and humidity, asked one after the other every ten seconds;
 * compressors cycle, people open doors, and probes have their noise.
 */
export const openThermalSite = (folder: string): ThermalSite => {
  const clock = createManualClock();
  const core = new JournalCore(thermalSettings(folder), {
    clock,
    random: seededRandom(1),
    signer: openSigner(folder, true),
    sha256,
    signatureHolds,
  });
  const batch = createReadingBatch();
  const answerAll = thermalAnswers(batch);
  let seconds = 0;
  let readings = 0;
  const second = (): void => {
    clock.run(SECOND);
    seconds += 1;
    if (seconds % 10 === 1) answerAll(clock.elapsed() - SECOND);
    if (seconds % 10 === 0) {
      readings += batch.size();
      core.commit({ at: instantOf(clock), clock: 'sure', readings: batch.take(), facts: [], states: [] });
    }
    core.tick();
  };
  return {
    core,
    clock,
    readings: () => readings,
    minute: () => {
      for (let step = 0; step < 60; step += 1) second();
    },
  };
};

const KINDS = ['fridge', 'freezer', 'cold-room', 'sample-fridge', 'hot-holding'] as const;

/** A question, an answer of two registers and the silence between at 9600 baud, without the device's turnaround. */
const WIRE: Millis = 25;
/** A device takes so long to begin its answer, and a timer so long to fire: evenly up to that. */
const TURNAROUND: Millis = 8;
const LATE_TIMER: Millis = 2;

/** Puts one round's answers into a batch, each time it is called with the round's beginning. */
const thermalAnswers = (batch: ReadingBatch): ((began: Millis) => void) => {
  const random = seededRandom(5);
  const cabinets = Array.from({ length: UNITS }, (_, unit): Cabinet => {
    return createCabinet({ kind: KINDS[unit % KINDS.length] ?? 'fridge', seed: unit + 1, doorsPerDay: 60 });
  });
  const asShown = (value: number): number => Math.round((value + bellCurve(random) * NOISE) * 10) / 10;
  return (began) => {
    let elapsed = began + random() * LATE_TIMER;
    for (const [unit, cabinet] of cabinets.entries()) {
      cabinet.step(10 * SECOND);
      const { air, humidity } = cabinet.state();
      elapsed += WIRE + random() * TURNAROUND;
      batch.add({ elapsed, channels: [unit * 2, unit * 2 + 1], values: [asShown(air), asShown(humidity)] });
    }
  };
};
