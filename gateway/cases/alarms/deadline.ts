import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';

/**
 * When something ends by itself. The clock that only grows decides: a wall clock that is put right by an hour ends nothing
 * early. Over a restart only the wall time is left.
 */
export interface Deadline {
  readonly until: UtcMillis;
  readonly elapsed: Millis;
}

/** The deadline of a wall time, seen from now. */
export const deadlineAt = (until: UtcMillis, at: Instant): Deadline => ({ until, elapsed: at.elapsed + (until - at.now) });

export const isOver = ({ elapsed }: Deadline, at: Instant): boolean => at.elapsed >= elapsed;
