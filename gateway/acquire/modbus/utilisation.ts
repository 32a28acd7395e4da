import type { Millis } from '../../domain/clock.ts';

const WINDOW: Millis = 60_000;

/** How much of the last minute or so a line was in use. */
export class Utilisation {
  #since: Millis;
  #busy: Millis = 0;
  #last: number | undefined;

  constructor(now: Millis) {
    this.#since = now;
  }

  /** The line was in use from `from` to `to`. */
  add(from: Millis, to: Millis): void {
    this.#busy += to - from;
    if (to - this.#since < WINDOW) return;
    this.#last = this.#busy / (to - this.#since);
    this.#since = to;
    this.#busy = 0;
  }

  /** The share, 0 to 1: of the last whole minute, or of the first one so far. */
  share(now: Millis): number {
    if (now - this.#since >= 2 * WINDOW) return Math.min(1, this.#busy / (now - this.#since));
    return Math.min(1, this.#last ?? this.#busy / Math.max(1, now - this.#since));
  }
}
