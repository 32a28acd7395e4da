import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { readingsOf } from '../reports/recorded-readings.ts';
import type { TraceRow } from '../rules/trace.ts';
import type { Terminal } from './command.ts';
import { momentOf } from './export-command.ts';
import { openRecord } from './open-record.ts';

/** At most this many readings are taken, as of a trace in a file. */
const MOST_READINGS = 2_000_000;

/** Which part of the box's own record. */
interface Wanted {
  readonly config: string;
  readonly channel?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A channel's own past as a trace; its times are in UTC. Throws EdgeError `file-unreadable`, or `trace-invalid` where there is nothing, or too much. */
export const readRecordedTrace = async (wanted: Wanted, terminal: Terminal): Promise<readonly TraceRow[]> => {
  const from = momentOf(wanted.from, terminal) ?? 0;
  const to = momentOf(wanted.to, terminal) ?? Number.MAX_SAFE_INTEGER;
  const record = await openRecord(wanted.config, terminal);
  const rows: TraceRow[] = [];
  try {
    for (const { time, value, quality } of readingsOf(record, { from, to, channels: new Set([wanted.channel ?? '']) })) {
      if (rows.length === MOST_READINGS)
        throw new EdgeError('trace-invalid', say(terminal.language, 'alarm.trace.too-many', { most: MOST_READINGS }));
      // A clock that was stepped back tells a time twice: the trace goes on where it is ahead again.
      if (time >= (rows.at(-1)?.time ?? time)) rows.push({ time, zone: 0, value, quality });
    }
  } finally {
    record.close();
  }
  if (rows.length === 0) throw new EdgeError('trace-invalid', say(terminal.language, 'alarm.replay.empty'));
  return rows;
};
