import type { Millis } from '../../domain/clock.ts';

/** Answers after which the older half of what was seen is forgotten. */
const WINDOW = 64;

/** Room above the slowest answer seen lately: half as much again, and two turns of a busy machine. */
const MARGIN = 1.5;
const MORE: Millis = 20;

/**
 * How long to wait for one unit, learned from its answers: the slowest of its last 64 to 128 (about the 99th percentile)
 * and a margin, between `floor` and `ceiling`. Until the first answer, and after silence, it waits longer: what never had
 * the time to come can't teach anything.
 */
export class LearnedTimeout {
  readonly #floor: Millis;
  readonly #ceiling: Millis;
  #seen = 0;
  #slowest = 0;
  #slowestBefore = 0;
  #value: Millis;

  constructor(floor: Millis, ceiling: Millis) {
    this.#floor = Math.min(floor, ceiling);
    this.#ceiling = ceiling;
    this.#value = ceiling;
  }

  /** How long to wait now. */
  get value(): Millis {
    return this.#value;
  }

  /** An answer came after `took`. */
  learn(took: Millis): void {
    if (this.#seen === WINDOW) {
      this.#slowestBefore = this.#slowest;
      this.#slowest = 0;
      this.#seen = 0;
    }
    this.#seen += 1;
    if (took > this.#slowest) this.#slowest = took;
    const high = this.#slowest > this.#slowestBefore ? this.#slowest : this.#slowestBefore;
    this.#value = Math.min(this.#ceiling, Math.max(this.#floor, high * MARGIN + MORE));
  }

  /** No answer came: the next wait is twice as long. */
  widen(): void {
    this.#value = Math.min(this.#ceiling, this.#value * 2);
  }
}
