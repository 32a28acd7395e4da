import type { Millis } from '../../domain/clock.ts';

/** Watches one value for being too still to be true. */
export class Stillness {
  readonly #frozenAfter: Millis;
  readonly #longestGap: Millis;
  #value = Number.NaN;
  #since: Millis = 0;
  #seenAt: Millis = 0;

  /** Frozen after so long without any movement. Over a gap in the answers longer than `longestGap` nobody watched: it starts anew. */
  constructor(frozenAfter: Millis, longestGap: Millis) {
    this.#frozenAfter = frozenAfter;
    this.#longestGap = longestGap;
  }

  /** Takes note of a value; true when it hasn't moved for longer than is plausible. */
  isFrozen(value: number, at: Millis): boolean {
    if (value !== this.#value || at - this.#seenAt > this.#longestGap) {
      this.#value = value;
      this.#since = at;
    }
    this.#seenAt = at;
    return at - this.#since > this.#frozenAfter;
  }
}
