/** A block, or a run of blocks whose chain was checked: its numbers, the hash before it, and its own last hash. */
export interface KeptBlock {
  readonly first: number;
  readonly last: number;
  readonly prev: string;
  readonly hash: string;
}

/** What a receiver has of one lane: runs in rising order, apart from each other. */
export type LaneShelf = readonly KeptBlock[];

export type KeepOutcome = 'new' | 'repeated' | 'duplicated' | 'brokenChains';

/**
 * Puts a block on the shelf if it fits its neighbours. Blocks inside a run are `repeated` without a look at their hash,
 * unless they end the run: a shelf remembers runs, not blocks.
 */
export const keepBlock = (shelf: LaneShelf, block: KeptBlock): { readonly outcome: KeepOutcome; readonly shelf: LaneShelf } => {
  const overlapping = shelf.find(({ first, last }) => first <= block.last && block.first <= last);
  if (overlapping !== undefined) {
    const inside = overlapping.first <= block.first && block.last <= overlapping.last;
    const same = inside && (block.last < overlapping.last || block.hash === overlapping.hash);
    return { outcome: same ? 'repeated' : 'duplicated', shelf };
  }
  const before = shelf.find(({ last }) => last === block.first - 1);
  const after = shelf.find(({ first }) => first === block.last + 1);
  if ((before !== undefined && before.hash !== block.prev) || (after !== undefined && after.prev !== block.hash))
    return { outcome: 'brokenChains', shelf };
  const run: KeptBlock = {
    first: before?.first ?? block.first,
    last: after?.last ?? block.last,
    prev: before?.prev ?? block.prev,
    hash: after?.hash ?? block.hash,
  };
  const others = shelf.filter((other) => other !== before && other !== after);
  return { outcome: 'new', shelf: [...others, run].sort((a, b) => a.first - b.first) };
};
