import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import { isQualityWord, type Quality } from '../domain/quality.ts';

/** The sealed record, as far as readings are read from it. */
export interface ReadingLines {
  firstWithin(lane: 'readings', number: number, began: Began): number | undefined;
  lines(lane: 'readings', number: number): Iterable<string>;
}

/** Which readings are wanted; both ends included. */
export interface WantedReadings {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** Absent: all. */
  readonly channels?: ReadonlySet<string>;
}

/** One reading of the record. */
export interface RecordedReading {
  readonly time: UtcMillis;
  /** On the clock that only grows, of that start of the machine. */
  readonly up: number;
  /** Starts of the machine so far. */
  readonly boot: number;
  /** The channel table that it was read under. */
  readonly config: string;
  readonly channel: string;
  /** NaN where there is none. */
  readonly value: number;
  readonly quality: Quality;
}

/** No block is open for longer: `keep.seal` allows no more. */
const LONGEST_BLOCK_TIME = 3_600_000;

// A sealed line of the record's own: its shape is checked where it is verified.
const header = z.looseObject({
  last: z.number(),
  t0: z.number(),
  up: z.number(),
  boot: z.number(),
  config: z.string(),
  channels: z.array(z.string()),
  readings: z.array(z.tuple([z.number(), z.number(), z.number().nullable()], z.string())),
});

type ParsedBlock = z.infer<typeof header>;

interface Began {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** The readings of a stretch of time in the order of the record, in short looks at the file. */
export function* readingsOf(record: ReadingLines, wanted: WantedReadings): Generator<RecordedReading> {
  const began = { from: wanted.from - LONGEST_BLOCK_TIME, to: wanted.to };
  let next = record.firstWithin('readings', 1, began);
  while (next !== undefined) next = yield* readingsFrom(record, next, { wanted, began });
}

/** Reads on from a number while blocks began within a span. Gives where the next of them may be: a clock that was ahead comes back. */
function* readingsFrom(
  record: ReadingLines,
  first: number,
  { wanted, began }: { readonly wanted: WantedReadings; readonly began: Began },
): Generator<RecordedReading, number | undefined> {
  for (const line of record.lines('readings', first)) {
    const block = header.parse(JSON.parse(line));
    if (block.t0 >= began.from && block.t0 <= began.to) {
      yield* readingsIn(block, wanted);
      continue;
    }
    const next = record.firstWithin('readings', block.last + 1, began);
    if (next === undefined || next > block.last + 1) return next;
  }
  return undefined;
}

function* readingsIn(block: ParsedBlock, { from, to, channels }: WantedReadings): Generator<RecordedReading> {
  const { t0, up, boot, config, readings } = block;
  for (const [offset, place, value, quality = 'good'] of readings) {
    const [time, channel] = [t0 + offset, block.channels[place] ?? ''];
    if (time < from || time > to || (channels !== undefined && !channels.has(channel))) continue;
    yield { time, up: up + offset, boot, config, channel, value: value ?? Number.NaN, quality: asQuality(quality) };
  }
}

const asQuality = (word: string): Quality => (word === 'good' || isQualityWord(word) ? word : 'probe-fault');
