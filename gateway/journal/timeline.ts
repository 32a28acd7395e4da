import type { ClockTrust, Instant, Millis, UtcMillis } from '../domain/clock.ts';

/** A step of the wall clock beyond this seals the open block, and is told by a fact. */
const STEP_TOLD: Millis = 1000;

/** What an instant means for the record. */
export interface Turn {
  /** The instant as the record takes it: while time is unsure, never before the journal's last stamp. */
  readonly at: Instant;
  readonly clock: ClockTrust;
  /** Milliseconds that the wall clock moved against the one that only grows since the last turn; 0 for less than a second. */
  readonly step: Millis;
  /** Whether the trust in the wall time changed. */
  readonly trustChanged: boolean;
}

/**
 * The record's time. Wall time may jump, and a box without a clock chip wakes in 1970: as long as nobody vouches for the
 * time, it never starts before the journal's last stamp, and grows from there.
 */
export class Timeline {
  readonly #floor: Instant;
  #last: Instant;
  #clock: ClockTrust;

  constructor(opening: Instant, clock: ClockTrust, lastKnown: UtcMillis) {
    this.#floor = { now: lastKnown, elapsed: opening.elapsed };
    this.#clock = clock;
    this.#last = this.#floored(opening, clock);
  }

  /** The latest turn that was taken. */
  get last(): Turn {
    return { at: this.#last, clock: this.#clock, step: 0, trustChanged: false };
  }

  /** Judges an instant; nothing changes until the turn is `taken`. */
  turn(instant: Instant, clock: ClockTrust): Turn {
    const at = this.#floored(instant, clock);
    const moved = at.now - this.#last.now - (at.elapsed - this.#last.elapsed);
    const step = Math.abs(moved) > STEP_TOLD ? Math.round(moved) : 0;
    return { at, clock, step, trustChanged: clock !== this.#clock };
  }

  /** The record went on: later turns are judged against this one. */
  taken({ at, clock }: Turn): void {
    this.#last = at;
    this.#clock = clock;
  }

  /** The turn at `elapsed`, when no new wall time is at hand. */
  turnAt(elapsed: Millis): Turn {
    const now = Math.round(this.#last.now + (elapsed - this.#last.elapsed));
    return { at: { now, elapsed }, clock: this.#clock, step: 0, trustChanged: false };
  }

  #floored({ now, elapsed }: Instant, clock: ClockTrust): Instant {
    const floor = Math.round(this.#floor.now + (elapsed - this.#floor.elapsed));
    return { now: clock === 'sure' ? now : Math.max(now, floor), elapsed };
  }
}
