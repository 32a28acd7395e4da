import type { Millis } from '../../domain/clock.ts';
import type { Adapter } from '../line/opened-port.ts';
import type { Doubt } from './answer.ts';

/** What became of the questions to one unit, since the line was opened. */
export interface UnitCounters {
  asked: number;
  /** With data or with an exception. */
  answered: number;
  timeouts: number;
  /** Answers that came broken: a checksum that doesn't hold, a frame cut short or run on. */
  crcErrors: number;
  /** Whole answers of another unit, to another function, or of another length. */
  foreign: number;
  exceptions: number;
  /** Bytes that belonged to no answer, heard after a question to this unit. */
  noiseBytes: number;
  /** Whole answers that came after their question was given up; never taken. */
  late: number;
  retries: number;
  /** Periods that went by without a question, because the line had no time. */
  missed: number;
  /** The slowest answer, from the end of the request to its first byte. */
  slowestMs: Millis;
  /** How long it is waited for now. */
  timeoutMs: Millis;
  /** It doesn't answer, and is asked only in between. */
  dead: boolean;
}

/** What became of a line. */
export interface LineCounters {
  /** Share of the last minute, 0 to 1, in which the line was in use or in quarantine. */
  readonly utilisation: number;
  /** How often the line had to be quiet for a while because of doubt. */
  readonly quarantines: number;
  /** How often the port was opened again. */
  readonly reopenings: number;
  /** Bytes that belonged to no answer. */
  readonly noiseBytes: number;
  readonly connected: boolean;
  /** What stands between a serial port and the wire, once the port was open. */
  readonly adapter?: Adapter;
  /** By device id. */
  readonly units: Readonly<Record<string, Readonly<UnitCounters>>>;
}

/** All at nought. */
export const newUnitCounters = (): UnitCounters => ({
  asked: 0,
  answered: 0,
  timeouts: 0,
  crcErrors: 0,
  foreign: 0,
  exceptions: 0,
  noiseBytes: 0,
  late: 0,
  retries: 0,
  missed: 0,
  slowestMs: 0,
  timeoutMs: 0,
  dead: false,
});

/** Counts a doubt where it belongs: broken on the way, or whole but not what was asked for. */
export const countDoubt = (counters: UnitCounters, why: Doubt): void => {
  if (why === 'crc' || why === 'truncated' || why === 'trailing') counters.crcErrors += 1;
  else counters.foreign += 1;
};
