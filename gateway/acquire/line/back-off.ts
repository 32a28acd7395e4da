import type { Millis } from '../../domain/clock.ts';

/** The pauses before each new try. */
export interface Pauses {
  readonly first: Millis;
  readonly longest: Millis;
}

/** A line is one wire or one host of the same house: no herd to scatter, so no jitter, and never long to wait. */
export const LINE_PAUSES: Pauses = { first: 250, longest: 5_000 };

/** The pause after `failures` failures in a row, counted from 1: doubled each time, and bounded. */
export const pauseAfter = (failures: number, { first, longest }: Pauses): Millis =>
  Math.min(longest, first * 2 ** Math.min(30, Math.max(0, failures - 1)));
