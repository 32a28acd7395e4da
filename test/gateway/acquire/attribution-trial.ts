import type { PolledDevice } from '../../../gateway/acquire/modbus/polled-device.ts';
import { openLine } from '../../../gateway/acquire/running-line.ts';
import type { Observation } from '../../../gateway/domain/observation.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { QUIET_LOG } from './quiet-log.ts';
import { rtuSettings } from './rtu-line.ts';
import { testDevice } from './test-device.ts';
import { SERIALS, wordsOf } from './treacherous-units.ts';
import { TreacherousWire } from './treacherous-wire.ts';
import type { Treacheries } from './treachery.ts';

/** What a trial is to do. */
export interface TrialSettings {
  readonly transactions: number;
  readonly units: number;
  readonly seed: number;
  readonly treacheries: Treacheries;
  readonly echo?: boolean;
  /** What the line is told instead of the truth about its slowest answer, in ms. */
  readonly slowestSaid?: number;
}

/** What came of it. */
export interface TrialResult {
  readonly transactions: number;
  /** Readings of quality good. */
  readonly readings: number;
  /** Of those, how many were not the answer to the very request they were taken for. */
  readonly misattributed: number;
  readonly withoutValue: number;
  readonly quarantines: number;
  readonly reopenings: number;
  readonly struck: ReadonlyMap<string, number>;
  readonly indistinguishable: number;
  readonly scrambledWhole: number;
}

const SLOWEST = 300;

/** Three reads that look alike on the wire, but for their length: five values, five others, and ten. */
const BLOCKS = [
  { table: 'holding', from: 0, values: 5 },
  { table: 'holding', from: 100, values: 5 },
  { table: 'input', from: 0, values: 10 },
] as const;

interface Place {
  readonly unit: number;
  readonly code: number;
  readonly address: number;
}

const PLACES = BLOCKS.flatMap(({ table, from, values }) =>
  Array.from({ length: values }, (_, value) => ({ code: table === 'input' ? 4 : 3, address: from + 2 * value })),
);

const deviceOf = (unit: number): PolledDevice =>
  testDevice({
    unit,
    every: 250,
    firstPlace: (unit - 1) * PLACES.length,
    registers: BLOCKS.flatMap(({ table, from, values }) =>
      Array.from({ length: values }, (_, value) => ({
        name: `${table}${from + 2 * value}`,
        role: 'measurement',
        table,
        address: from + 2 * value,
        type: 'uint32',
        unit: 'none',
      })),
    ),
  });

/** Polls units on a treacherous wire until it has seen so many requests, and looks at every reading that comes of it. */
export const attributionTrial = async (settings: TrialSettings): Promise<TrialResult> => {
  const { transactions, units, seed, treacheries, echo = false, slowestSaid = SLOWEST } = settings;
  const clock = createManualClock();
  const line = rtuSettings({ slowest: slowestSaid });
  const wire = new TreacherousWire({
    clock,
    random: seededRandom(seed),
    character: 10_000 / line.baud,
    slowest: SLOWEST,
    treacheries,
    echo,
  });
  const places: readonly Place[] = Array.from({ length: units }, (_, unit) =>
    PLACES.map((place) => ({ unit: unit + 1, ...place })),
  ).flat();
  const seen = { readings: 0, misattributed: 0, withoutValue: 0 };
  const onObservation = ({ channels, values, qualities }: Observation): void => {
    // The next request doesn't leave before this answer is told: the last one is the one that it is taken for.
    const serial = (wire.serial - 1) % SERIALS;
    for (let index = 0; index < channels.length; index += 1) {
      const place = places[channels[index] ?? -1];
      if (place === undefined) throw new Error('a reading of a channel that there isn’t');
      if ((qualities?.[index] ?? 'good') !== 'good') seen.withoutValue += 1;
      else {
        seen.readings += 1;
        if (values[index] !== wordsOf(place.unit, place.code, place.address, serial)) seen.misattributed += 1;
      }
    }
  };
  const devices = Array.from({ length: units }, (_, unit) => deviceOf(unit + 1));
  const running = openLine(line, devices, {
    clock,
    log: QUIET_LOG,
    open: async () => wire.open(),
    onState: () => undefined,
    onObservation,
  });
  running.start();
  while (wire.serial < transactions) await clock.advance(10_000, 'promises');
  const { quarantines, reopenings } = running.counters();
  const stopped = running.stop();
  await clock.advance(2_000, 'promises');
  await stopped;
  const { struck, indistinguishable, scrambledWhole } = wire;
  return { transactions: wire.serial, ...seen, quarantines, reopenings, struck, indistinguishable, scrambledWhole };
};
