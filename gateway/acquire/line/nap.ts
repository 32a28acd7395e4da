import type { Clock, Millis } from '../../domain/clock.ts';
import { Deadline } from './deadline.ts';

/** The rest of a loop between two pieces of work: until a time, or until something happens. */
export class Nap {
  readonly #deadline: Deadline;
  #wakeUp: (() => void) | undefined;
  #woken = false;

  constructor(clock: Clock) {
    this.#deadline = new Deadline(clock, () => this.wake());
  }

  /** Resolves at `due` on the clock that only grows, or at the next `wake`; at once when one came since the last nap. */
  until(due: Millis): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeUp = resolve;
      if (this.#woken) this.wake();
      else this.#deadline.set(due);
    });
  }

  /** Ends the nap; without one, the next ends at once. */
  wake(): void {
    const wakeUp = this.#wakeUp;
    this.#wakeUp = undefined;
    this.#woken = wakeUp === undefined;
    this.#deadline.clear();
    wakeUp?.();
  }

  /** Lets the timer go. */
  stop(): void {
    this.wake();
    this.#deadline.stop();
  }
}
