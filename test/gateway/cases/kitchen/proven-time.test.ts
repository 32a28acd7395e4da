import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countProvenTime } from '../../../../gateway/cases/kitchen/proven-time.ts';

const MINUTE = 60_000;
type Reading = readonly [minute: number, value: number, good?: boolean];

/** An hour between 2 and 8 °C, read once a minute: proven in, proven out, unproven, in minutes. */
const minutes = (readings: readonly Reading[], from = 0, to = 60): readonly number[] => {
  const count = countProvenTime({ from: from * MINUTE, to: to * MINUTE, low: 2, high: 8, every: MINUTE });
  for (const [minute, value, good = true] of readings) count.see(minute * MINUTE, value, good);
  const times = count.result();
  return [times.in, times.out, times.unproven].map((time) => time / MINUTE);
};
const each = (from: number, to: number, value: number): readonly Reading[] =>
  Array.from({ length: to - from + 1 }, (_, place) => [from + place, value]);

describe('proven in, proven out, unproven', () => {
  test('an hour of readings in range is proven', () => expect(minutes(each(0, 60, 4))).toEqual([60, 0, 0]));
  test('a power cut: in range until T1, unknown until T2, at T2 the value', () =>
    expect(minutes([...each(0, 10, 4), ...each(50, 60, 9)])).toEqual([11, 10, 39]));
  test('no reading proves nothing, and neither do readings that are no values', () => {
    expect(minutes([])).toEqual([0, 0, 60]);
    expect(minutes(each(0, 60, 4).map(([minute, value]) => [minute, value, false]))).toEqual([0, 0, 60]);
    expect(minutes(each(0, 60, Number.NaN))).toEqual([0, 0, 60]);
  });
  test('limits are broken strictly beyond', () =>
    expect(minutes([[0, 8], [1, 8.1], [2, 2], [3, 1.9], [4, 4]], 0, 4)).toEqual([2, 2, 0])); // biome-ignore format: a table

  test('always add up to the stretch, and fewer readings never prove more', () => {
    const reading = fc.tuple(fc.integer({ min: -5, max: 65 }), fc.double({ min: -5, max: 15, noNaN: true }), fc.boolean());
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 80 }), fc.nat(79), (some, left) => {
        const readings = [...some].sort(([one], [other]) => one - other);
        const [within = 0, out = 0, unproven = 0] = minutes(readings);
        expect(within + out + unproven).toBeCloseTo(60);
        expect(Math.min(within, out, unproven)).toBeGreaterThanOrEqual(0);
        const [, , without = 0] = minutes(readings.filter((_, place) => place !== left));
        expect(without).toBeGreaterThanOrEqual(unproven - 1e-9);
      }),
    );
  });
});
