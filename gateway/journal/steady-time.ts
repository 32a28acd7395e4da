import type { Millis } from '../domain/clock.ts';
import type { Turn } from './timeline.ts';

/** The wall time must have been sure, and without a step, for so long before anything is retired for its age. */
const LONG_ENOUGH: Millis = 86_400_000;

/** A wall clock that moves by more than this against the one that only grows was stepped. */
const STEP: Millis = 1000;

/**
 * Says whether the wall time may decide what is old. A clock that wakes in 2030, or one wrong answer of a time service,
 * would else make a whole record old at once; and what is retired never comes back.
 */
export class SteadyTime {
  #since: Millis | undefined;
  #ahead: Millis = 0;

  /** True once the time has been sure and steady for a day. */
  hasLasted({ at, clock }: Pick<Turn, 'at' | 'clock'>): boolean {
    const ahead = at.now - at.elapsed;
    const steady = clock === 'sure' && Math.abs(ahead - this.#ahead) <= STEP;
    this.#ahead = ahead;
    if (!steady) this.#since = undefined;
    if (clock === 'sure') this.#since ??= at.elapsed;
    return this.#since !== undefined && at.elapsed - this.#since >= LONG_ENOUGH;
  }
}
