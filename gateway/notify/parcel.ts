import type { Millis } from '../domain/clock.ts';
import type { NoticeFate } from '../domain/supervision-fact.ts';
import { type Notice, type Outcome, RETRY_PAUSES } from './notice.ts';

/** A notice on its way, and how often it was tried. */
export interface Parcel {
  readonly notice: Notice;
  readonly attempt: number;
}

/** What becomes of a parcel, told step by step. */
export interface Fated extends Parcel {
  readonly fate: NoticeFate;
  readonly reason?: string;
  /** Nothing more will come of it. */
  readonly final: boolean;
}

/** A parcel that waits for its next attempt. Times are of the clock that only grows. */
export interface Waiting extends Parcel {
  readonly notBefore: Millis;
  /** Attempts that no longer count for the pauses: the way was out. */
  readonly before: number;
  /** When it was taken. */
  readonly since: Millis;
  /** Its growing pauses are used up, and it is owed to somebody. */
  readonly isKept: boolean;
}

/** What is owed is tried so often after its growing pauses, and at once when another notice gets through. */
const KEPT_PAUSE: Millis = 600_000;

/** After a day, or so many attempts, it is given up all the same: by then a newer message has long taken its place. */
const LONGEST_KEPT: Millis = 86_400_000;
const MOST_ATTEMPTS = 200;

/** A parcel that has just been taken: it waits for nothing. */
export const takenAt = (parcel: Parcel, at: Millis): Waiting => ({
  ...parcel,
  notBefore: at,
  before: 0,
  since: at,
  isKept: false,
});

/** The way is back: the next attempt is due, and the pauses begin anew. */
export const resumedAt = (waiting: Waiting, at: Millis): Waiting => ({ ...waiting, before: waiting.attempt, notBefore: at });

/** Attempts in vain after which it is the server that can't be reached, and not one notice that it won't take for now. */
const OF_THE_SERVER = 3;

/** A server that takes one notice takes another: what waited for it is due. A line that was busy says nothing of another. */
export const hurriedBy = (waiting: Waiting, { way, through }: Notice, at: Millis): Waiting => {
  const { notice, attempt, isKept } = waiting;
  const isByNetwork = way === 'mail' || way === 'webhook';
  const isTold = notice.way === way && notice.through === through && (isKept || (isByNetwork && attempt >= OF_THE_SERVER));
  return isTold ? { ...waiting, notBefore: at } : waiting;
};

/**
 * How a parcel waits on after an attempt at `at`, the one before it counted in `waiting`; undefined where no other follows.
 * `isOwed` is asked once the growing pauses are used up: true for what must not be given up yet.
 */
export const afterAttempt = (waiting: Waiting, outcome: Outcome, at: Millis, isOwed: () => boolean): Waiting | undefined => {
  if (!('again' in outcome) || !outcome.again) return undefined;
  const { attempt, before, since } = waiting;
  const untilBack = outcome.untilBack === true ? RETRY_PAUSES.at(-1) : undefined;
  // A network that comes and goes begins the pauses anew each time.
  const growing = (attempt < MOST_ATTEMPTS ? RETRY_PAUSES[attempt - before] : undefined) ?? untilBack;
  const mayKeep = (): boolean => attempt < MOST_ATTEMPTS && at - since < LONGEST_KEPT && isOwed();
  const isKept = growing === undefined && mayKeep();
  const pause = isKept ? KEPT_PAUSE : growing;
  return pause === undefined ? undefined : { ...waiting, attempt: attempt + 1, isKept, notBefore: at + pause };
};
