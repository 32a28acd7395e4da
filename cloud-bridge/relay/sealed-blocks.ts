import type { SealedBlock } from '../../gateway/domain/block.ts';
import type { Delivered } from '../../gateway/domain/delivered.ts';
import type { Head, Lane } from '../../gateway/domain/lane.ts';

/** What is asked for: at most so many bytes of lines, the oldest or the newest first. */
export interface WantedBlocks {
  readonly bytes: number;
  readonly order: 'oldest' | 'newest';
}

/**
 * What a relay needs of the journal. Wherever `bytes` bounds an answer, the first block is given even if it is longer:
 * else one long block would stop its lane for ever.
 */
export interface SealedBlocks {
  /** Sealed blocks that `delivered` doesn't cover, the oldest or the newest of them; empty when there are none. */
  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): Promise<readonly SealedBlock[]>;
  /** The blocks that hold any number of `first..last`, the oldest first; numbers that are gone are left out. */
  blocks(lane: Lane, first: number, last: number, bytes: number): Promise<readonly SealedBlock[]>;
  /** Keeps how far an uplink has come; durable with a later commit. A frontier never moves back. */
  settle(uplink: string, lane: Lane, delivered: Delivered): void;
  /** Calls back after each seal, once the block is durable. Listeners stay for the journal's life. */
  onSealed(listener: (lane: Lane, head: Head) => void): void;
}
