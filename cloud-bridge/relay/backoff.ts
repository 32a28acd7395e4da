import type { Millis } from '../../gateway/domain/clock.ts';

/** Why an attempt failed, as far as the pause after it goes. */
export type FailureKind = 'unreachable' | 'refused';

export interface BackoffSettings {
  /** The longest pause after the first failure. */
  readonly first: Millis;
  /** The longest pause of all. */
  readonly most: Millis;
}

/**
 * A network comes back by itself, within seconds or hours. A wrong password needs a person, and brokers lock out boxes
 * that hammer: those pauses are longer.
 */
export const BACKOFF: Readonly<Record<FailureKind, BackoffSettings>> = {
  unreachable: { first: 1_000, most: 120_000 },
  refused: { first: 30_000, most: 1_800_000 },
};

/** No pause is shorter: a broker that closes at once must not spin the box. */
const SHORTEST: Millis = 200;

/** While another box uses this one's name, what is urgent waits at least so long for its turn, and at most that and as much more as is drawn. */
const URGENT: BackoffSettings = { first: 5_000, most: 15_000 };

export interface Backoff {
  /** The pause before the next attempt: full jitter, so that a district's boxes don't come back as one. */
  next(kind: FailureKind): Millis;
  /** The longest pause before an attempt that is made for something urgent, where the broker can be reached. */
  urgent(): Millis;
  /** Begins anew, after a connection that stayed. */
  reset(): void;
}

/** Pauses that double with each failure, up to a most, and are then drawn evenly between nothing and that ("full jitter"). */
export const createBackoff = (random: () => number, settings = BACKOFF): Backoff => {
  let failures = 0;
  return {
    next: (kind) => {
      const { first, most } = settings[kind];
      const ceiling = Math.min(most, first * 2 ** Math.min(failures, 30));
      failures += 1;
      return Math.max(SHORTEST, random() * ceiling);
    },
    urgent: () => URGENT.first + random() * (URGENT.most - URGENT.first),
    reset: () => {
      failures = 0;
    },
  };
};
