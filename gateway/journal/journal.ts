import type { SealedBlock } from '../domain/block.ts';
import type { Millis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { WantedBlocks } from './delivery.ts';
import type { HistoryAnswer } from './history-query.ts';
import type { OpenedJournal } from './journal-settings.ts';
import type { JournalStatus } from './journal-status.ts';

/** The journal as the rest of the gateway knows it: nobody waits for a disk but by a promise. */
export interface Journal {
  /** What it was found to hold; of the new journal, once one has taken the place of the old. */
  readonly opened: OpenedJournal;
  /** Resolves when the entry has outlived a power cut. The entry's readings are handed over. */
  commit(entry: CommitEntry): Promise<Committed>;
  /** Sealed blocks that `delivered` doesn't cover: the oldest or the newest of them, in rising order, one at least where there is one. */
  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): Promise<readonly SealedBlock[]>;
  /** The blocks that hold any number of `first..last`, the oldest first; numbers that are gone are left out. */
  blocks(lane: Lane, first: number, last: number, bytes: number): Promise<readonly SealedBlock[]>;
  /** Sealed readings of a channel between two times (UTC ms), thinned to about `most` points where there are more. */
  history(channel: string, from: number, to: number, most: number): Promise<HistoryAnswer>;
  /** Keeps how far an uplink has come in the journal that is open; durable with a later commit. A frontier never moves back. */
  settle(uplink: string, lane: Lane, delivered: Delivered): void;
  status(): Promise<JournalStatus>;
  /** Ends this journal and goes on in a new one that names it: this one is an old copy (`restored`), or another box goes on with it (`cloned`). */
  succeed(reason: 'restored' | 'cloned'): Promise<OpenedJournal>;
  /** Calls back after each seal, once the block is durable. Listeners stay for the journal's life. */
  onSealed(listener: (lane: Lane, head: Head) => void): void;
  /** Calls back when blocks left the old end of a lane: every frontier stands at least at `head`. */
  onRetired(listener: (lane: Lane, head: Head) => void): void;
  /** Calls back when a new journal has taken the place of this one, on demand or after damage: numbers and frontiers begin anew. */
  onSucceeded(listener: (opened: OpenedJournal) => void): void;
  /** Seals the tail and signs a checkpoint, so that all there is can be handed over before the end. */
  conclude(): Promise<void>;
  /** Concludes, unless that was the last that happened; folds the write-ahead log in, unless the disk is too slow for it to be done within `left`; and lets go of the file. */
  close(left?: Millis): Promise<void>;
}
