import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NumberRange, withoutRange, withRange } from '../../../cloud-bridge/relay/number-ranges.ts';

const range = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 9 }))
  .map(([first, more]): NumberRange => [first, first + more]);
const numbersOf = (ranges: readonly NumberRange[]): readonly number[] =>
  ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n));

describe('ranges of numbers', () => {
  test('hold, once joined, the same numbers, rising and apart', () =>
    fc.assert(
      fc.property(fc.array(range), (added) => {
        const joined = added.reduce(withRange, []);
        expect(numbersOf(joined)).toEqual([...new Set(numbersOf(added))].sort((a, b) => a - b));
        expect(joined.every(([first], place) => place === 0 || first > (joined[place - 1]?.[1] ?? 0) + 1)).toBe(true);
      }),
    ));

  test('lose just the numbers that are taken out', () =>
    fc.assert(
      fc.property(fc.array(range), range, (added, taken) => {
        const left = withoutRange(added.reduce(withRange, []), taken);
        const expected = [...new Set(numbersOf(added))].filter((n) => n < taken[0] || n > taken[1]).sort((a, b) => a - b);
        expect(numbersOf(left)).toEqual(expected);
      }),
    ));
});
