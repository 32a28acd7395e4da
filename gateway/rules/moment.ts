import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';

/** `elapsed` of a moment in an earlier run of the machine: that clock has begun anew since, and says nothing about it. */
export const OTHER_RUN: Millis = Number.NaN;

/** A moment that was seen, on both clocks. `elapsed` is `OTHER_RUN` where only the wall time is left of it. */
export type Moment = Instant;

/** The moment of an observation, from its place on the clock that only grows and both clocks as they are now. */
export const momentOf = (elapsed: Millis, at: Instant): Moment => ({ elapsed, now: wallTime(elapsed, at) });

/**
 * The wall time of a moment as the wall clock has it now. A box that started in 1970 learns the time later: what began
 * meanwhile is told in the time that is known now, and what began in an earlier run keeps the time it had.
 */
export const wallTimeOf = (moment: Moment, at: Instant): UtcMillis =>
  Number.isNaN(moment.elapsed) ? moment.now : wallTime(moment.elapsed, at);

const wallTime = (elapsed: Millis, at: Instant): UtcMillis => Math.round(at.now - (at.elapsed - elapsed));
