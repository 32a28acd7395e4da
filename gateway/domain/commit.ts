import type { ClockTrust, Instant } from './clock.ts';
import type { Fact } from './fact.ts';
import type { SavedState } from './saved-state.ts';

/**
 * What becomes durable together: one transaction. With facts, the readings lane is sealed first (an alarm can't be
 * ordered before its cause), then the facts, all of one instant, become one sealed block of lane `urgent`.
 */
export interface CommitEntry {
  readonly at: Instant;
  readonly clock: ClockTrust;
  /** `BATCH_STRIDE` numbers a reading, as `ReadingBatch.take` gives them. Handed over: the giver doesn't touch it again. */
  readonly readings: Float64Array;
  readonly facts: readonly Fact[];
  readonly states: readonly SavedState[];
  /** Nothing follows: the tail is sealed and a checkpoint signed in the same transaction, so that a slow card syncs once. */
  readonly last?: true;
}

/** What a commit came to. */
export interface Committed {
  /** The number of the first of the entry's facts; 0 when it had none, or while they wait because the disk takes nothing. */
  readonly first: number;
  /** Readings that the journal had no room for, and counted; 0 as long as the disk is well. */
  readonly dropped: number;
}
