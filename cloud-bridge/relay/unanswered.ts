import type { Millis } from '../../gateway/domain/clock.ts';

/** A run of blocks that was sent as one message and isn't settled. */
export interface SentRun {
  readonly first: number;
  readonly last: number;
  /** The hash of its last block. */
  readonly hash: string;
  readonly sentAt: Millis;
  /** It carries what was new, and so waited for nobody; else it is of the backlog, or was sent again. */
  readonly live: boolean;
}

/** The first pause before an unanswered message is sent again, and the longest. */
const FIRST_PAUSE: Millis = 30_000;
const LONGEST_PAUSE: Millis = 3_600_000;

/** What the broker has taken and nobody has yet answered for; sent again after growing pauses. */
export interface Unanswered {
  all(): readonly SentRun[];
  add(run: SentRun): void;
  /** Takes out every run that `settled` says true of. */
  settle(settled: (run: SentRun) => boolean): readonly SentRun[];
  /** An answer moved something: pauses begin anew. */
  progressed(): void;
  /** Takes out the oldest run if its pause is over. While nobody answers at all, one at a time, as a question. */
  takeDue(now: Millis): SentRun | undefined;
  /** When `takeDue` will next have one. */
  dueAt(): Millis;
  /** True once a message was sent again, and the pause after it has gone by in vain too. */
  inVain(): boolean;
  clear(): void;
}

/** Nothing unanswered yet. `most` bounds what is held; the oldest runs beyond it are let go, and count as never sent. */
export const createUnanswered = (most: number): Unanswered => {
  let runs: readonly SentRun[] = [];
  let vain = 0;
  let askedAt: Millis = Number.NEGATIVE_INFINITY;
  const pause = (): Millis => Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(vain, 20));
  // After an answer, every run is due by its own age; while there is none, the one question sets the pace.
  const dueAt = (): Millis => {
    const oldest = runs[0];
    return oldest === undefined ? Number.POSITIVE_INFINITY : Math.max(oldest.sentAt, askedAt) + pause();
  };
  return {
    all: () => runs,
    add: (run) => {
      runs = [...runs, run].slice(-most);
    },
    settle: (settled) => {
      const done = runs.filter(settled);
      if (done.length > 0) runs = runs.filter((run) => !done.includes(run));
      return done;
    },
    progressed: () => {
      vain = 0;
      askedAt = Number.NEGATIVE_INFINITY;
    },
    takeDue: (now) => {
      if (now < dueAt()) return undefined;
      const [due, ...rest] = runs;
      runs = rest;
      askedAt = now;
      vain += 1;
      return due;
    },
    dueAt,
    inVain: () => vain > 1,
    clear: () => {
      runs = [];
    },
  };
};
