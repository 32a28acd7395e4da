import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoveredTime } from '../../../gateway/reports/covered-time.ts';

const END = 60;
const stretches = fc.array(fc.tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: 12 })), { maxLength: 30 });
const momentsIn = (parts: readonly { readonly from: number; readonly to: number }[]): readonly number[] =>
  parts.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));

test('in whatever order stretches come, each moment is fresh once, and open until then', () => {
  fc.assert(
    fc.property(stretches, (told) => {
      const covered = new CoveredTime();
      const known = new Set<number>();
      for (const [from, length] of told) {
        const fresh = momentsIn(covered.cover(from, from + length));
        expect(fresh).toEqual(momentsIn([{ from, to: from + length }]).filter((moment) => !known.has(moment)));
        for (const moment of fresh) known.add(moment);
      }
      const all = momentsIn([{ from: 0, to: END + 12 }]);
      expect(momentsIn(covered.open(0, END + 12))).toEqual(all.filter((moment) => !known.has(moment)));
      expect(all.filter((moment) => covered.has(moment))).toEqual(all.filter((moment) => known.has(moment)));
    }),
  );
});
