import type { Millis } from '../../domain/clock.ts';

/** How long is looked back, and how many such times in a row a line must be too slow before that is said. */
const WINDOW: Millis = 60_000;
const WINDOWS = 3;

/** Tells a line that is too slow for its polls from one that had a bad moment. */
export class Overload {
  #since: Millis;
  #missed = 0;
  #bad = 0;

  constructor(now: Millis) {
    this.#since = now;
  }

  /** True while periods have gone by unasked in each of the last minutes; `missed` counts them from the beginning. */
  isLasting(missed: number, now: Millis): boolean {
    if (now - this.#since >= WINDOW) {
      this.#bad = missed > this.#missed ? this.#bad + 1 : 0;
      this.#missed = missed;
      this.#since = now;
    }
    return this.#bad >= WINDOWS;
  }
}
