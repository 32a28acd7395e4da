import type { Millis } from '../../gateway/domain/clock.ts';
import { type NumberRange, withoutRange, withRange } from './number-ranges.ts';

/** Ranges that are remembered as asked for. */
const MOST_RANGES = 256;

/**
 * What may be sent again because it was asked for, in bytes on the air: so much at once, and as much again in a day. It is
 * three weeks of readings of 20 channels each 10 s. Beyond it requests wait: whoever may write to the broker must not be
 * able to use up a site's mobile data, or to keep its backlog waiting, by asking for the whole record for ever.
 */
export const AGAIN_AT_ONCE = 16_777_216;
const A_DAY: Millis = 86_400_000;

/** Ranges that a receiver wants once more, and how much of that it may still have. */
export interface AskedAgain {
  add(range: NumberRange): void;
  remove(range: NumberRange): void;
  /** The next range, unless what may be sent is used up. */
  next(now: Millis): NumberRange | undefined;
  /** Notes that a message of `bytes` carried `range`. True where any of it had been asked for. */
  sent(range: NumberRange, bytes: number, now: Millis): boolean;
  /** When `next` will have one; infinite when nothing is asked for. */
  opensAt(): Millis;
}

/** Nothing asked for yet, and all of `most` bytes to have. */
export const createAskedAgain = (most = AGAIN_AT_ONCE): AskedAgain => {
  let ranges: readonly NumberRange[] = [];
  /** What is left, as it was at `since`; the last message may have overdrawn it. */
  let left = most;
  let since: Millis = 0;
  const leftAt = (now: Millis): number => Math.min(most, left + (Math.max(0, now - since) * most) / A_DAY);
  const opensAt = (): Millis => (left > 0 ? since : since + Math.ceil((-left * A_DAY) / most) + 1);
  return {
    add: (range) => {
      ranges = withRange(ranges, range).slice(0, MOST_RANGES);
    },
    remove: (range) => {
      ranges = withoutRange(ranges, range);
    },
    next: (now) => (now >= opensAt() ? ranges[0] : undefined),
    sent: ([first, last], bytes, now) => {
      if (!ranges.some(([from, to]) => from <= last && first <= to)) return false;
      ranges = withoutRange(ranges, [first, last]);
      left = leftAt(now) - bytes;
      since = now;
      return true;
    },
    opensAt: () => (ranges.length === 0 ? Number.POSITIVE_INFINITY : opensAt()),
  };
};
