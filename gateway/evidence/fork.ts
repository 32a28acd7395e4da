import type { SealedBlock } from '../domain/block.ts';

/**
 * Where two copies of one lane of one journal part: the first number at which each holds another block. Undefined where
 * one is the beginning of the other, or they don't overlap. Both in rising order.
 */
export const forkOf = (one: Iterable<SealedBlock>, other: Iterable<SealedBlock>): number | undefined => {
  const hashes = new Map<number, string>();
  for (const { first, hash } of one) hashes.set(first, hash);
  for (const { first, hash } of other) {
    const known = hashes.get(first);
    if (known !== undefined && known !== hash) return first;
  }
  return undefined;
};
