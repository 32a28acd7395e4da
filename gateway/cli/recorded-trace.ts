import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { RecordedReading } from '../reports/recorded-readings.ts';
import type { TraceRow } from '../rules/trace.ts';

/** At most this many readings are taken, as of a trace in a file. */
const MOST_READINGS = 2_000_000;

/** A channel's readings as they come out of the record, gathered into a trace. */
export interface RecordedTrace {
  /** Gives the readings on, and keeps those of the channel. @throws EdgeError `trace-invalid` where there are too many. */
  passing(readings: Iterable<RecordedReading>): Iterable<RecordedReading>;
  /** What was kept, in rising time, in UTC. @throws EdgeError `trace-invalid` where there is nothing. */
  rows(): readonly TraceRow[];
}

/** Gathers the trace of one channel. */
export const recordedTrace = (channel: string, language: Language): RecordedTrace => {
  const rows: TraceRow[] = [];
  const keep = ({ time, value, quality }: RecordedReading): void => {
    if (rows.length === MOST_READINGS)
      throw new EdgeError('trace-invalid', say(language, 'alarm.trace.too-many', { most: MOST_READINGS }));
    // A clock that was stepped back tells a time twice: the trace goes on where it is ahead again.
    if (time >= (rows.at(-1)?.time ?? time)) rows.push({ time, zone: 0, value, quality });
  };
  return {
    *passing(readings) {
      for (const reading of readings) {
        if (reading.channel === channel) keep(reading);
        yield reading;
      }
    },
    rows: () => {
      if (rows.length === 0) throw new EdgeError('trace-invalid', say(language, 'alarm.replay.empty'));
      return rows;
    },
  };
};
