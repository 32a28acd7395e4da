import type { DeliveredRange } from '../../../gateway/domain/delivered.ts';
import type { Held } from './fill-body.ts';

/** A record that waits on the box. `unanswered`: the platform fails at it, and at it alone as it seems. */
export interface Waiting {
  readonly test: string;
  readonly number: number;
  readonly why: Held['why'] | 'unanswered';
  readonly what: string;
}

/** A block of which something waits: the frontier stays before it, and the lane goes on behind it. */
interface WaitingBlock {
  readonly range: DeliveredRange;
  readonly records: readonly Waiting[];
}

/** What waits, by block, bounded. */
export class WaitingRecords {
  /** By the block's last number. */
  readonly #blocks = new Map<number, WaitingBlock>();
  /** Blocks that were looked at in this round, and needn't be again. */
  readonly #passed = new Set<number>();
  readonly #most: number;

  constructor(mostBlocks: number) {
    this.#most = mostBlocks;
  }

  get all(): readonly Waiting[] {
    return [...this.#blocks.values()].flatMap(({ records }) => records);
  }

  /** The ranges that needn't be asked for now. */
  get ranges(): readonly DeliveredRange[] {
    return [...this.#blocks].flatMap(([last, { range }]) => (this.#passed.has(last) ? [range] : []));
  }

  has(number: number): boolean {
    return this.all.some((waiting) => waiting.number === number);
  }

  /** Keeps a block back. Returns what must be given up for it: the blocks that have waited longest. */
  keep(range: DeliveredRange, records: readonly Waiting[]): readonly WaitingBlock[] {
    this.#blocks.set(range[1], { range, records });
    this.#passed.add(range[1]);
    const over = [...this.#blocks].sort(([a], [b]) => a - b).slice(0, Math.max(0, this.#blocks.size - this.#most));
    for (const [last] of over) this.#blocks.delete(last);
    return over.map(([, block]) => block);
  }

  /** The block waits no longer. */
  release(last: number): void {
    this.#blocks.delete(last);
  }

  /** Takes out a record whose test has come again; returns its block once nothing more of it waits. */
  drop(number: number): DeliveredRange | undefined {
    for (const [last, { range, records }] of this.#blocks) {
      if (!records.some((waiting) => waiting.number === number)) continue;
      const left = records.filter((waiting) => waiting.number !== number);
      if (left.length > 0) this.#blocks.set(last, { range, records: left });
      else this.#blocks.delete(last);
      return left.length === 0 ? range : undefined;
    }
    return undefined;
  }

  /** All are looked at again: codes, persons and samples may be known by now. */
  lookAgain(): void {
    this.#passed.clear();
  }
}
