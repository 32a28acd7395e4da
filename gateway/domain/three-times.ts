import type { Millis } from './clock.ts';

/**
 * What a stretch of time comes to, in ms. `unproven` is neither: nobody knows what the value was, and nothing may be shown
 * as in order over it.
 */
export interface ThreeTimes {
  /** Proven within the limits. */
  readonly in: Millis;
  /** Proven beyond one. */
  readonly out: Millis;
  readonly unproven: Millis;
}

/** A value is followed by a gap when the next one comes later than so many of its periods: the same gap holds timers. */
export const GAP_PERIODS = 3;

/**
 * No value proves more than this, however seldom a site reads: or one cool minute a day would prove a day. A bound of
 * our own; no standard's text was compared with it.
 */
const LONGEST_PROOF: Millis = 1_800_000;

/**
 * How much of the time up to the next good value a good value proves: all of it, or, before a gap, one period.
 * What is left of a gap is unproven, whatever the values on either side of it. Half an hour at most.
 */
export const provenFor = (untilNext: Millis, every: Millis): Millis =>
  Math.min(untilNext <= GAP_PERIODS * every ? untilNext : every, untilNext, LONGEST_PROOF);
