import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';

/**
 * When something ends by itself. The clock that only grows decides: a wall clock that is put right by an hour ends nothing
 * early. Over a restart only the wall time is left, and how long it was meant to last.
 */
export interface Deadline {
  readonly until: UtcMillis;
  readonly elapsed: Millis;
}

/** The deadline of a wall time, seen from now. */
export const deadlineAt = (until: UtcMillis, at: Instant): Deadline => ({ until, elapsed: at.elapsed + (until - at.now) });

/** When something began and was to end, as it was saved. */
export interface SavedStretch {
  /** Absent: it was saved before this was kept. */
  readonly since?: UtcMillis | undefined;
  readonly until: UtcMillis;
}

/**
 * The deadline of something that the run before began. A wall clock that was ahead then, and is right now, would make it last
 * for as long as it was ahead: nothing lasts longer from now on than it was meant to, or may at `most`.
 */
export const restoredDeadline = ({ since, until }: SavedStretch, most: Millis, at: Instant): Deadline => {
  const longest = Math.min(most, since === undefined ? most : until - since);
  return deadlineAt(Math.min(until, at.now + longest), at);
};

export const isOver = ({ elapsed }: Deadline, at: Instant): boolean => at.elapsed >= elapsed;
