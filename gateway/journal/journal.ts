import type { SealedBlock } from '../domain/block.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { WantedBlocks } from './delivery.ts';
import type { OpenedJournal } from './journal-settings.ts';
import type { JournalStatus } from './journal-status.ts';

/** The journal as the rest of the gateway knows it: nobody waits for a disk but by a promise. */
export interface Journal {
  readonly opened: OpenedJournal;
  /** Resolves when the entry has outlived a power cut. The entry's readings are handed over. */
  commit(entry: CommitEntry): Promise<Committed>;
  /** Sealed blocks that `delivered` doesn't cover: the oldest or the newest of them, in rising order, one at least where there is one. */
  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): Promise<readonly SealedBlock[]>;
  /** The blocks that hold any number of `first..last`, the oldest first; numbers that are gone are left out. */
  blocks(lane: Lane, first: number, last: number, bytes: number): Promise<readonly SealedBlock[]>;
  /** Keeps how far an uplink has come; durable with a later commit. A frontier never moves back. */
  settle(uplink: string, lane: Lane, delivered: Delivered): void;
  status(): Promise<JournalStatus>;
  /** Calls back after each seal, once the block is durable. Listeners stay for the journal's life. */
  onSealed(listener: (lane: Lane, head: Head) => void): void;
  /** Seals the tail and signs a checkpoint, so that all there is can be handed over before the end. */
  conclude(): Promise<void>;
  /** Concludes, unless that was the last that happened; folds the write-ahead log in, and lets go of the file. */
  close(): Promise<void>;
}
