import type { UtcMillis } from '../domain/clock.ts';
import type { Head, Lane } from '../domain/lane.ts';

/** The journal's account of itself. */
export interface JournalStatus {
  readonly journal: string;
  readonly heads: Readonly<Record<Lane, Head>>;
  /** The oldest number that is still kept, per lane; 0 where there is none. */
  readonly oldest: Readonly<Record<Lane, number>>;
  /** Readings that are durable, but not sealed yet. */
  readonly tail: number;
  /** Bytes on disk: the file, its write-ahead log and the reserve. */
  readonly bytes: number;
  /** Readings that found no room, ever. */
  readonly dropped: number;
  /** Journals that were set aside and still lie in the data folder, by their files' names, the newest first. */
  readonly setAside: readonly string[];
  /** When the last checkpoint of this run was signed; absent before the first. */
  readonly checkpointAt?: UtcMillis;
  /** What is wrong with the storage, in a word; absent while it is well. `damaged`: until the journal that goes on has shown that it works. */
  readonly trouble?: 'full' | 'damaged' | 'failing';
}
