import type { SealedBlock } from '../domain/block.ts';
import type { Delivered } from '../domain/delivered.ts';
import type { BlockStore } from './block-store.ts';

/** What is asked for: at most so many bytes of lines, the oldest or the newest first. */
export interface WantedBlocks {
  readonly bytes: number;
  readonly order: 'oldest' | 'newest';
}

/**
 * Blocks that `delivered` doesn't cover, in rising order: the oldest or the newest of them, as many as fit into
 * `want.bytes`, and one at least where there is one.
 */
export const undeliveredBlocks = (store: BlockStore, delivered: Delivered, want: WantedBlocks): readonly SealedBlock[] =>
  want.order === 'oldest'
    ? upToBytes(uncoveredUpwards(store, delivered), want.bytes)
    : [...upToBytes(uncoveredDownwards(store, delivered), want.bytes)].reverse();

/** The blocks that hold any number of `first..last`, the oldest first, as many as fit into `bytes`, and one at least. */
export const blocksBetween = (store: BlockStore, first: number, last: number, bytes: number): readonly SealedBlock[] =>
  upToBytes(until(store.ascending(first), last), bytes);

function* uncoveredUpwards(store: BlockStore, { upTo, beyond }: Delivered): Generator<SealedBlock> {
  let from = upTo[0] + 1;
  for (const [first, last] of beyond) {
    yield* until(store.ascending(from), first - 1);
    from = last + 1;
  }
  yield* store.ascending(from);
}

function* uncoveredDownwards(store: BlockStore, { upTo, beyond }: Delivered): Generator<SealedBlock> {
  let below = Number.MAX_SAFE_INTEGER;
  for (const [first, last] of [...beyond].reverse()) {
    yield* downTo(store.descending(below), last);
    below = first;
  }
  yield* downTo(store.descending(below), upTo[0]);
}

function* downTo(blocks: Iterable<SealedBlock>, last: number): Generator<SealedBlock> {
  for (const block of blocks) {
    if (block.last <= last) return;
    yield block;
  }
}

function* until(blocks: Iterable<SealedBlock>, last: number): Generator<SealedBlock> {
  for (const block of blocks) {
    if (block.first > last) return;
    yield block;
  }
}

// Lines are ASCII but for names: their length in characters is near enough their length in bytes.
const upToBytes = (blocks: Iterable<SealedBlock>, bytes: number): readonly SealedBlock[] => {
  const taken: SealedBlock[] = [];
  let sum = 0;
  for (const block of blocks) {
    sum += block.line.length;
    if (taken.length > 0 && sum > bytes) break;
    taken.push(block);
  }
  return taken;
};
