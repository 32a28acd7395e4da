import { describe, expect, test } from 'vitest';
import { type KeptBlock, keepBlock, type LaneShelf } from '../../../simulators/stage/lane-shelf.ts';

/** Block `n` of a chain of blocks of ten numbers each. */
const block = (n: number): KeptBlock => ({ first: n * 10 - 9, last: n * 10, prev: `hash ${n - 1}`, hash: `hash ${n}` });
const shelfOf = (...numbers: readonly number[]): LaneShelf =>
  numbers.reduce<LaneShelf>((shelf, n) => keepBlock(shelf, block(n)).shelf, []);

describe('what a receiver has of a lane', () => {
  test('joins to one run, in whatever order blocks come', () =>
    expect(shelfOf(3, 1, 5, 2, 4)).toEqual([{ first: 1, last: 50, prev: 'hash 0', hash: 'hash 5' }]));

  test('shows its holes', () =>
    expect(shelfOf(1, 2, 5).map(({ first, last }) => [first, last])).toEqual([
      [1, 20],
      [41, 50],
    ]));

  test('takes a block once: the same again is no duplicate, another with its numbers is', () => {
    const shelf = shelfOf(1, 2, 3);
    expect(keepBlock(shelf, block(2)).outcome).toBe('repeated');
    expect(keepBlock(shelf, { ...block(3), hash: 'another' }).outcome).toBe('duplicated');
    expect(keepBlock(shelf, { ...block(3), first: 25, last: 35 }).outcome).toBe('duplicated');
  });

  test('takes no block that doesn’t follow, or doesn’t lead on', () => {
    expect(keepBlock(shelfOf(1), { ...block(2), prev: 'another' }).outcome).toBe('brokenChains');
    expect(keepBlock(shelfOf(3), { ...block(2), hash: 'another' }).outcome).toBe('brokenChains');
    expect(keepBlock(shelfOf(1, 3), block(2)).outcome).toBe('new');
  });
});
