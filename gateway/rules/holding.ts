import type { Millis } from '../domain/clock.ts';
import type { Moment } from './moment.ts';

/** `seen` of a holding that comes from an earlier run of the machine: however long it was off, none of it is proven. */
export const NOT_IN_THIS_RUN: Millis = Number.NEGATIVE_INFINITY;

/** A condition that holds, and for how long that is proven. */
export interface Holding {
  /** When it was first seen to hold. */
  readonly since: Moment;
  /** Milliseconds for which it was seen to hold; data gaps are left out. */
  readonly proven: Millis;
  /** When it was last seen to hold, on the clock that only grows. */
  readonly seen: Millis;
}

/**
 * The condition was seen to hold once more. The step from the last time counts as proven, unless it is longer than
 * `longestStep`: that is a data gap, and a gap holds the timer. Four values in a row, 10 s apart, prove 30 s.
 */
export const heldOn = (before: Holding | undefined, moment: Moment, longestStep: Millis): Holding => {
  if (before === undefined) return { since: moment, proven: 0, seen: moment.elapsed };
  const step = moment.elapsed - before.seen;
  const counts = step > 0 && step <= longestStep;
  return { since: before.since, proven: before.proven + (counts ? step : 0), seen: Math.max(before.seen, moment.elapsed) };
};
