import type { Millis } from '../../domain/clock.ts';
import { ProbeBudget } from './probe-budget.ts';

/** One unit's place in the round. Times are of the clock that only grows. */
export interface Turn {
  readonly every: Millis;
  /** When its next poll is due; or that of the poll under way, until it is through. */
  readonly due: Millis;
  /** It asked for patience: not before. */
  readonly notBefore: Millis;
  /** It doesn't answer: it may only have what the others leave over, and a small share besides. */
  readonly dead: boolean;
  /** How often it was asked in vain since. */
  readonly vain: number;
  readonly askedAt: Millis;
}

/** Each dead unit is asked so often where its share allows it, else in turn; sooner at first, for it may be back at once. */
const PROBE_EVERY: Millis = 60_000;
const FIRST_PROBE: Millis = 4_000;

const NEVER = Number.POSITIVE_INFINITY;

const readyAt = (turn: Turn): Millis => Math.max(turn.due, turn.notBefore);

/** When a dead unit is asked again, idle line or not. */
const probedAt = (turn: Turn): Millis => turn.askedAt + Math.min(PROBE_EVERY, FIRST_PROBE * 2 ** Math.min(turn.vain, 8));

/** When the poll is no longer worth being waited for: at the end of its period. */
export const deadline = (turn: Turn): Millis => turn.due + turn.every;

/** Of two that are due: whose period ends first; at one time, who has waited longer. */
const isBefore = (a: Turn, b: Turn): boolean =>
  deadline(a) < deadline(b) || (deadline(a) === deadline(b) && a.askedAt < b.askedAt);

/**
 * Who is asked next on a line. Live units by deadline, the earliest first. Dead ones in turn: for nothing while no live
 * unit will have work due before a vain question is over; else from a share of 3 % of the line's time, each after 4, 8,
 * 16, 32 and then every 60 seconds. A dead unit on a busy line of ten costs one wait a minute; on a line that is idle for
 * long enough it is asked as if it were alive.
 */
export class Schedule<T extends Turn> {
  readonly #turns: readonly T[];
  readonly #budget = new ProbeBudget();

  constructor(turns: readonly T[]) {
    this.#turns = turns;
  }

  /** Whom to ask at `now`; nobody where nobody's turn has come. `cost` is what the line loses when a unit stays silent. */
  next(now: Millis, cost: (turn: T) => Millis): T | undefined {
    let live: T | undefined;
    let dead: T | undefined;
    let liveDue = NEVER;
    for (const turn of this.#turns) {
      if (turn.dead) {
        if (this.#mayProbe(turn, now) && (dead === undefined || turn.askedAt < dead.askedAt)) dead = turn;
        continue;
      }
      const ready = readyAt(turn);
      if (ready < liveDue) liveDue = ready;
      if (ready <= now && (live === undefined || isBefore(turn, live))) live = turn;
    }
    return dead !== undefined && this.#affords(dead, liveDue, now, cost(dead)) ? dead : live;
  }

  /** When there may be something to do that isn't at `now`; Infinity where nothing is to be expected. */
  nextDue(now: Millis): Millis {
    let soonest = NEVER;
    for (const turn of this.#turns) {
      for (const at of [readyAt(turn), deadline(turn), probedAt(turn)]) if (at > now && at < soonest) soonest = at;
    }
    return soonest;
  }

  #mayProbe(turn: T, now: Millis): boolean {
    return readyAt(turn) <= now || probedAt(turn) <= now;
  }

  #affords(dead: T, liveDue: Millis, now: Millis, cost: Millis): boolean {
    if (liveDue - now >= cost) return true;
    return probedAt(dead) <= now && this.#budget.spend(cost, now);
  }
}
