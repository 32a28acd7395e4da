import type { Millis } from '../../gateway/domain/clock.ts';

/** Why an attempt failed, or a connection ended, as far as the pause after it goes. */
export type FailureKind = 'unreachable' | 'refused' | 'taken';

export interface BackoffSettings {
  /** The longest pause after the first failure. */
  readonly first: Millis;
  /** The longest pause of all. */
  readonly most: Millis;
}

/**
 * A network comes back by itself, within seconds or hours. A wrong password needs a person, and brokers lock out boxes
 * that hammer: those pauses are longer. Where another box has the connection, the two take turns of minutes.
 */
export const BACKOFF: Readonly<Record<FailureKind, BackoffSettings>> = {
  unreachable: { first: 1_000, most: 120_000 },
  refused: { first: 30_000, most: 1_800_000 },
  taken: { first: 5_000, most: 300_000 },
};

/** No pause is shorter: a broker that closes at once must not spin the box. */
const SHORTEST: Millis = 200;

/** While another box uses this one's name, what is urgent waits for its turn at least so long, and at first at most so long. */
const URGENT: BackoffSettings = { first: 5_000, most: 15_000 };

export interface Backoff {
  /** The pause before the next attempt: full jitter, so that a district's boxes don't come back as one. */
  next(kind: FailureKind): Millis;
  /** The pause before an attempt for something urgent, where the broker can be reached, after so many that were in vain. */
  urgent(inVain: number): Millis;
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
    urgent: (inVain) => {
      const ceiling = Math.min(settings.taken.most, URGENT.most * 2 ** Math.min(inVain, 30));
      return URGENT.first + random() * (ceiling - URGENT.first);
    },
    reset: () => {
      failures = 0;
    },
  };
};
