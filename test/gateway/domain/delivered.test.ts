import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  covers,
  type Delivered,
  MOST_RANGES,
  mergedDelivered,
  NOTHING_DELIVERED,
  withDelivered,
} from '../../../gateway/domain/delivered.ts';

const upTo = (last: number): Delivered => ({ upTo: [last, `h${last}`], beyond: [] });
/** Blocks of ten numbers, delivered in any order. */
const order = fc.shuffledSubarray([...Array(20).keys()], { minLength: 1 });
const delivered = (blocks: readonly number[]): Delivered =>
  blocks.reduce((so, block) => withDelivered(so, [block * 10 + 1, block * 10 + 10, `h${block * 10 + 10}`]), NOTHING_DELIVERED);

describe('what is delivered', () => {
  test('a block that touches the frontier moves it', () =>
    expect(withDelivered(upTo(40), [41, 60, 'h60'])).toEqual({ upTo: [60, 'h60'], beyond: [] }));

  test('a block beyond it is kept as a range', () =>
    expect(withDelivered(upTo(40), [51, 60, 'h60'])).toEqual({ upTo: [40, 'h40'], beyond: [[51, 60, 'h60']] }));

  test('closing the hole folds the range in', () =>
    expect(withDelivered(withDelivered(upTo(40), [51, 60, 'h60']), [41, 50, 'h50'])).toEqual({ upTo: [60, 'h60'], beyond: [] }));

  test('what was delivered before changes nothing', () => expect(withDelivered(upTo(40), [1, 10, 'h10'])).toEqual(upTo(40)));

  test('covers exactly what was delivered, in whatever order it came', () =>
    fc.assert(
      fc.property(order, (blocks) => {
        const so = delivered(blocks);
        for (let n = 1; n <= 200; n += 1) expect(covers(so, n)).toBe(blocks.includes(Math.floor((n - 1) / 10)));
      }),
    ));

  test('ranges stay in order, apart from each other and from the frontier', () =>
    fc.assert(
      fc.property(order, (blocks) => {
        const {
          upTo: [frontier],
          beyond,
        } = delivered(blocks);
        const starts = [frontier, ...beyond.map(([, last]) => last)];
        for (const [index, [first]] of beyond.entries()) expect(first).toBeGreaterThan((starts[index] ?? 0) + 1);
      }),
    ));

  test('at most 32 ranges are kept: the oldest are forgotten, and sent again', () => {
    const so = delivered([...Array(40).keys()].map((n) => n * 2 + 1));
    expect(so.beyond).toHaveLength(MOST_RANGES);
    expect(so.upTo[0]).toBe(0);
    expect(covers(so, 800)).toBe(true);
  });

  test('two accounts merge to all that either covers, and no frontier moves back', () =>
    fc.assert(
      fc.property(order, order, (one, other) => {
        const merged = mergedDelivered(delivered(one), delivered(other));
        expect(merged).toEqual(delivered([...new Set([...one, ...other])]));
      }),
    ));
});
