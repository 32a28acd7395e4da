import type { Millis } from '../../domain/clock.ts';

/** The share of a line's time that dead units may cost while live ones have work due. */
const SHARE = 0.03;

/** What may be saved up: the share of so long a time. */
const SAVED_OVER: Millis = 120_000;

/** The time that dead units may take from live ones: a small share of what passes, saved up for a while, never lent. */
export class ProbeBudget {
  #saved: Millis = 0;
  #savedAt: Millis | undefined;

  /** Takes `cost` out when there is so much at `now`; says whether there was. */
  spend(cost: Millis, now: Millis): boolean {
    this.#saved += (now - (this.#savedAt ?? now)) * SHARE;
    this.#savedAt = now;
    // A single question may cost more than is saved in the usual time: then it is waited for longer.
    this.#saved = Math.min(this.#saved, Math.max(cost, SAVED_OVER * SHARE));
    if (this.#saved < cost) return false;
    this.#saved -= cost;
    return true;
  }
}
