import { z } from 'zod';
import { ALARM_CAUSES, RECORD } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import { FactNotes } from '../reports/fact-notes.ts';
import { journalsOf, type ReadRecord } from '../reports/read-journals.ts';
import { type RecordedReading, readingsOf } from '../reports/recorded-readings.ts';
import type { ReportedRecord, UnreadStretch } from '../reports/report-sources.ts';
import type { RehearsedAlarm, TimeOff } from '../rules/rehearse.ts';
import { replayed } from '../rules/replay.ts';
import { type RecordedTables, recordedTables } from './recorded-tables.ts';

/** What the record says of a stretch of time besides its readings, over all of its journals. */
export interface RecordedPast {
  /** Alarms that were raised in it, in that order. */
  readonly alarms: readonly RehearsedAlarm[];
  /** As it was known when the gateway was on again: so its readings stand, and so it judged. */
  readonly off: readonly TimeOff[];
  readonly tables: RecordedTables;
  /** What of it is gone, or isn't proven. To be asked once, when its readings have been read. */
  lost(): readonly UnreadStretch[];
}

/** From when until when; both included. */
export interface Stretch {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

// Sealed facts of the record's own: what is needed of them is looked at, all else is checked where it is verified.
const alarmShape = z.looseObject({
  kind: z.literal('alarm'),
  id: z.string(), channel: z.string(), cause: z.enum(ALARM_CAUSES), level: z.enum(['operational', 'legal']), suppressed: z.boolean(),
  raisedAt: z.number(), since: z.number(), clearedAt: z.number().exactOptional(),
  value: z.number().exactOptional(), limit: z.number().exactOptional(),
}); // biome-ignore format: a shape to read

/** The alarms, the times off and the channel tables of a stretch. An alarm's later facts are read as far as the record goes: when it cleared. */
export const recordedPast = (record: ReportedRecord, { from, to }: Stretch): RecordedPast => {
  const alarms = new Map<string, RehearsedAlarm>();
  const off: TimeOff[] = [];
  const notes = new FactNotes(from, to);
  const journals = journalsOf(record);
  for (const journal of journals) {
    for (const block of journal.urgent()) {
      notes.take(block);
      for (const fact of block.facts) {
        takeAlarm(alarms, fact);
        if (fact.kind === 'gap' && fact.what === 'gateway') off.push(fact);
      }
    }
  }
  return {
    // What the box said of itself, no rule of a channel says again.
    alarms: [...alarms.values()].filter(({ at, channel }) => from <= at && at <= to && channel !== RECORD),
    off,
    tables: recordedTables(notes.tables),
    lost: () => {
      for (const unread of journals.flatMap((journal) => journal.unread?.() ?? [])) notes.takeUnread(unread);
      return notes.lost;
    },
  };
};

const takeAlarm = (alarms: Map<string, RehearsedAlarm>, fact: Fact): void => {
  const alarm = fact.kind === 'alarm' ? alarmShape.safeParse(fact).data : undefined;
  if (alarm !== undefined) alarms.set(alarm.id, { ...replayed(alarm, alarms.get(alarm.id)), channel: alarm.channel });
};

/**
 * The readings of a stretch, as they would have been with the offsets of `channels`: the value as read follows from the
 * value and the offset in the table of its block.
 */
export function* correctedReadings(
  record: ReadRecord,
  stretch: Stretch,
  channels: readonly Channel[],
  tables: RecordedTables,
): Generator<RecordedReading> {
  const wanted = new Map(channels.map((channel) => [channel.id, channel]));
  for (const reading of readingsOf(record, { ...stretch, channels: new Set(wanted.keys()) })) {
    const channel = wanted.get(reading.channel);
    const then = tables.get(reading.config)?.get(reading.channel)?.offset ?? 0;
    const step = (channel?.offset ?? 0) - then;
    yield step === 0 ? reading : { ...reading, value: rounded(reading.value + step, channel?.resolution ?? 0) };
  }
}

const rounded = (value: number, resolution: number): number =>
  resolution === 0 ? value : Number((Math.round(value / resolution) * resolution).toFixed(6));
