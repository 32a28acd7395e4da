import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  coveredWith,
  covers,
  type Delivered,
  type DeliveredRange,
  MOST_RANGES,
  withDelivered,
} from '../../../gateway/domain/delivered.ts';

const range = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 5 }))
  .map(([first, more]): DeliveredRange => [first, first + more, '']);
const delivered = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.array(range, { maxLength: 10 }))
  .map(([upTo, ranges]): Delivered => ranges.reduce(withDelivered, { upTo: [upTo, ''], beyond: [] }));

test('covered is just what was delivered or lies in one of the ranges, however many there are', () =>
  fc.assert(
    fc.property(delivered, fc.array(range, { maxLength: 3 * MOST_RANGES }), (account, ranges) => {
      const union = coveredWith(account, ranges);
      for (let n = 1; n <= 310; n += 1)
        expect(covers(union, n)).toBe(covers(account, n) || ranges.some(([first, last]) => first <= n && n <= last));
      expect(covers(union, union.upTo[0] + 1)).toBe(false);
    }),
  ));
