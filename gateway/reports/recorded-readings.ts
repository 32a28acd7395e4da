import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import { isQualityWord, type Quality } from '../domain/quality.ts';

/** The sealed record, as far as readings are read from it. */
export interface ReadingLines {
  numberAt(lane: 'readings', time: UtcMillis): number;
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

/** Two hours: whoever steps the clock further back ends the reading early. */
const BEYOND = 7_200_000;

// A sealed line of the record's own: its shape is checked where it is verified.
const header = z.looseObject({
  t0: z.number(),
  up: z.number(),
  boot: z.number(),
  config: z.string(),
  channels: z.array(z.string()),
  readings: z.array(z.tuple([z.number(), z.number(), z.number().nullable()], z.string())),
});

/** The readings of a stretch of time in the order of the record, in short looks at the file. */
export function* readingsOf(record: ReadingLines, { from, to, channels }: WantedReadings): Generator<RecordedReading> {
  for (const line of record.lines('readings', record.numberAt('readings', from))) {
    const block = header.parse(JSON.parse(line));
    if (block.t0 > to + BEYOND) return;
    for (const [offset, place, value, quality = 'good'] of block.readings) {
      const [time, channel] = [block.t0 + offset, block.channels[place] ?? ''];
      if (time < from || time > to || (channels !== undefined && !channels.has(channel))) continue;
      const { up, boot, config } = block;
      yield { time, up: up + offset, boot, config, channel, value: value ?? Number.NaN, quality: asQuality(quality) };
    }
  }
}

const asQuality = (word: string): Quality => (word === 'good' || isQualityWord(word) ? word : 'probe-fault');
