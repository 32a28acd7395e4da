import type { Cancel, Clock, Millis } from '../../../domain/clock.ts';
import { type DayuanFrame, LONGEST_FRAME, takeFrame } from './dayuan-frame.ts';

/** The longest frame takes 6 ms on its wire; what is still incomplete after this began with noise that looked like a head. */
const WITHIN_FRAME: Millis = 300;

interface FrameReaderNeeds {
  readonly clock: Clock;
  /** A frame, and its bytes as they came. */
  onFrame(frame: DayuanFrame, raw: Uint8Array): void;
  onNoise(bytes: number): void;
  /** A frame whose checksum is wrong. */
  onBroken(): void;
}

/** Cuts frames out of bytes, however they come. */
export interface FrameReader {
  onBytes(bytes: Uint8Array): void;
  /** Ends its timer; what is held is noise. Returns how many bytes that were. */
  close(): number;
}

/** A reader that never holds more than the longest frame. */
export const createFrameReader = (needs: FrameReaderNeeds): FrameReader => {
  const held = new Uint8Array(LONGEST_FRAME);
  let used = 0;
  let cancelTimer: Cancel = () => undefined;

  const drop = (count: number): void => {
    held.copyWithin(0, count, used);
    used -= count;
  };

  /** Takes one thing off the front; false where more bytes must come first. */
  const takeOne = (): boolean => {
    const taken = takeFrame(held.subarray(0, used));
    if (taken.is === 'incomplete') return false;
    const raw = held.slice(0, taken.length);
    drop(taken.length);
    if (taken.is === 'frame') needs.onFrame(taken.frame, raw);
    else needs.onNoise(taken.length);
    if (taken.is === 'broken') needs.onBroken();
    return true;
  };

  const takeAll = (): void => {
    while (takeOne());
    cancelTimer();
    if (used > 0) cancelTimer = needs.clock.after(WITHIN_FRAME, onQuiet);
  };

  const onQuiet = (): void => {
    drop(1);
    needs.onNoise(1);
    takeAll();
  };

  return {
    onBytes: (bytes) => {
      for (let from = 0; from < bytes.length; ) {
        const some = bytes.subarray(from, from + held.length - used);
        held.set(some, used);
        used += some.length;
        from += some.length;
        takeAll();
      }
    },
    close: () => {
      cancelTimer();
      const dropped = used;
      used = 0;
      return dropped;
    },
  };
};
