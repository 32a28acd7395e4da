import type { Cancel, Clock, Millis } from '../../../domain/clock.ts';
import { endsRecords, type Mark, markOf } from './taiyang-bytes.ts';

/** A meter that pauses this long within a record has lost a byte, or its cable. */
const WITHIN_RECORD: Millis = 2_000;

/** Groups come some three seconds after they are asked for; after this the meter has gone. */
const TO_FIRST_BYTE: Millis = 10_000;

/** A record after which nothing comes for so long is whole: a byte too many follows within a few ms, through converters within some 50. */
const AFTER_RECORD: Millis = 100;

/** Records' worth of bytes without a pause after which nobody waits for silence any more. */
const ENDLESS = 4;

/** Why there is no record. */
export type Broken =
  | 'silent' // nothing came
  | 'short' // it broke off
  | 'long'; // more bytes than a record has

interface ReaderNeeds {
  readonly clock: Clock;
  /** Bytes of a record. */
  readonly length: number;
  onRecord(record: Uint8Array): void;
  onEnd(mark: Mark): void;
  /** `bytes` were dropped. */
  onBroken(why: Broken, bytes: number): void;
}

/** Cuts records of a fixed length out of what comes, by count and by silence. */
export interface RecordReader {
  /** A record is expected from now on. */
  start(): void;
  /** Nothing is expected any more; what was held is dropped. */
  stop(): void;
  onByte(byte: number): void;
  /** Bytes of a record that isn't whole yet, or not yet known to be. */
  held(): number;
}

/** A reader that stands still until it is started; each record, end or break stops it again. */
export const createRecordReader = (needs: ReaderNeeds): RecordReader => {
  const record = new Uint8Array(needs.length);
  let held = 0; // beyond `length`: counted, not stored
  let cancelTimer: Cancel = () => undefined;

  const stop = (): number => {
    cancelTimer();
    const dropped = held;
    held = 0;
    return dropped;
  };

  const wait = (duration: Millis): void => {
    cancelTimer();
    cancelTimer = needs.clock.after(duration, onQuiet);
  };

  const onQuiet = (): void => {
    const bytes = stop();
    if (bytes === needs.length) needs.onRecord(record.slice());
    else needs.onBroken(bytes === 0 ? 'silent' : bytes < needs.length ? 'short' : 'long', bytes);
  };

  return {
    start: () => {
      stop();
      wait(TO_FIRST_BYTE);
    },
    stop: () => void stop(),
    onByte: (byte) => {
      if (held < needs.length) record[held] = byte;
      held += 1;
      const mark = held === 2 ? markOf(record[0] ?? 0, byte) : undefined;
      if (mark !== undefined && endsRecords(mark)) {
        stop();
        needs.onEnd(mark);
      } else if (held === needs.length * ENDLESS) onQuiet();
      else wait(held === needs.length ? AFTER_RECORD : WITHIN_RECORD);
    },
    held: () => held,
  };
};
