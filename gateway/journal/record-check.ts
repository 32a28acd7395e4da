import { type SealedBlock, type Sha256, splitHash } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { GENESIS, LANES, type Lane } from '../domain/lane.ts';
import type { BlockStore } from './block-store.ts';

/**
 * Checks the stored blocks, a row in each step: every hash, every number, every link of both chains. They tell of a
 * damaged card; whether somebody changed the record on purpose is a question for `verify`.
 */
export class RecordCheck {
  readonly #stores: () => Readonly<Record<Lane, BlockStore>>;
  readonly #sha256: Sha256;
  readonly #lanes: Lane[] = [...LANES];
  #next: { readonly number: number; readonly prev: string } | undefined;

  /** `stores` is asked each time: after a failed transaction the journal makes them anew. */
  constructor(stores: () => Readonly<Record<Lane, BlockStore>>, sha256: Sha256) {
    this.#stores = stores;
    this.#sha256 = sha256;
  }

  /**
   * Checks a little more; false once everything was checked that there was.
   * @throws EdgeError `journal-damaged` at the first place that is wrong.
   */
  step(): boolean {
    const lane = this.#lanes[0];
    if (lane === undefined) return false;
    const store = this.#stores()[lane];
    if (this.#next !== undefined && this.#next.number < store.oldest) this.#next = undefined; // retired meanwhile
    const from = this.#next?.number ?? 1;
    const blocks = store.stored(from);
    if (blocks !== undefined) {
      // A row that was closed since the last step begins with blocks that were checked already.
      for (const block of blocks) if (block.last >= from) this.#next = this.#checked(block);
      return true;
    }
    this.#checkEnd(store);
    this.#lanes.shift();
    this.#next = undefined;
    return this.#lanes.length > 0;
  }

  /** What was sealed must be there to its end. */
  #checkEnd(store: BlockStore): void {
    const last = store.newest?.last ?? 0;
    const checked = (this.#next?.number ?? 1) - 1;
    if (checked < last)
      throw new EdgeError('journal-damaged', `lane ${store.lane} should end at ${last}, and ends at ${checked}`);
  }

  #checked(block: SealedBlock): { readonly number: number; readonly prev: string } {
    // What was retired ends before the oldest block: its own number and `prev` are where the chain begins here.
    const { number, prev } = this.#next ?? { number: block.first, prev: block.first === 1 ? GENESIS : prevOf(block) };
    if (block.first !== number || prevOf(block) !== prev || !hashHolds(block, this.#sha256)) {
      throw new EdgeError('journal-damaged', `lane ${block.lane} is broken at number ${number}`);
    }
    return { number: block.last + 1, prev: block.hash };
  }
}

/** True where a block's text still has the hash that it states. */
export const hashHolds = ({ line, hash }: SealedBlock, sha256: Sha256): boolean => {
  const parts = splitHash(line);
  return parts !== undefined && parts.hash === hash && sha256(parts.hashed) === hash;
};

/** The hash of the block before, as a line states it. */
export const prevOf = ({ line }: SealedBlock): string => {
  const at = line.indexOf(',"prev":"') + 9;
  return line.slice(at, at + 64);
};
