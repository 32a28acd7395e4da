import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundingTo } from '../../../../gateway/acquire/modbus/rounding.ts';

describe('rounding to a device’s resolution', () => {
  test.each([
    [0.1, 42 * 0.1, '4.2'],
    [0.1, 3 * 0.1, '0.3'],
    [0.1, -0.04, '0'],
    [0.01, 1.005, '1'],
    [0.01, 655.35, '655.35'],
    [0.5, 4.3, '4.5'],
    [0.0625, 0.06249, '0.0625'],
    [0.3, 0.91, '0.9'],
    [5, 22, '20'],
    [1, 1e9 + 0.4, '1000000000'],
    [0.001, 1234567.8914, '1234567.891'],
  ])('to steps of %d makes of %d what people write: %s', (step, value, written) => {
    expect(String(roundingTo(step)(value))).toBe(written);
  });

  test('of any raw number of a decimal scale prints no more digits than the scale has', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.1, 0.01, 0.001, 0.5, 0.25, 0.2, 0.05),
        fc.integer({ min: -40_000, max: 70_000 }),
        (step, raw) => {
          const decimals = String(step).split('.')[1]?.length ?? 0;
          const value = roundingTo(step)(raw * step);
          expect(String(value).split('.')[1]?.length ?? 0).toBeLessThanOrEqual(decimals);
          expect(Math.abs(value - raw * step)).toBeLessThan(step / 1000);
          expect(Object.is(value, -0)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
