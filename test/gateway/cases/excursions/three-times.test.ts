import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TimedValue, threeTimes } from '../../../../gateway/cases/excursions/three-times.ts';

const MINUTE = 60_000;
const good = (minute: number, value: number): TimedValue => ({ at: minute * MINUTE, value, good: true });
const stretch = { from: 0, to: 60 * MINUTE };
const limits = { bounds: { high: 8, low: 2 }, longestStep: 3 * MINUTE };
const minutes = (times: ReturnType<typeof threeTimes>) =>
  [times.provenIn, times.provenOut, times.unproven].map((time) => time / MINUTE);

describe('proven in, proven out, unproven', () => {
  test('an hour of readings in range is proven', () =>
    expect(minutes(threeTimes({ stretch, readings: Array.from({ length: 61 }, (_, at) => good(at, 4)), ...limits }))).toEqual([
      60, 0, 0,
    ]));

  test('a power cut: in range until T1, unknown until T2, at T2 the value', () => {
    const before = Array.from({ length: 11 }, (_, at) => good(at, 4));
    const later = Array.from({ length: 11 }, (_, at) => good(50 + at, 9));
    expect(minutes(threeTimes({ stretch, readings: [...before, ...later], ...limits }))).toEqual([10, 10, 40]);
  });

  test('no reading proves nothing, and neither do readings that are no values', () => {
    expect(minutes(threeTimes({ stretch, readings: [], ...limits }))).toEqual([0, 0, 60]);
    const bad = Array.from({ length: 61 }, (_, at) => ({ ...good(at, 4), good: false }));
    expect(minutes(threeTimes({ stretch, readings: bad, ...limits }))).toEqual([0, 0, 60]);
    expect(
      minutes(
        threeTimes({ stretch, readings: bad.map((reading) => ({ ...reading, good: true, value: Number.NaN })), ...limits }),
      ),
    ).toEqual([0, 0, 60]);
  });

  test('the edges are proven only by readings beyond them', () => {
    expect(minutes(threeTimes({ stretch, readings: [good(58, 4), good(59, 4)], ...limits }))).toEqual([1, 0, 59]);
    expect(minutes(threeTimes({ stretch, readings: [good(-1, 4), good(1, 4), good(59, 9), good(61, 4)], ...limits }))).toEqual([
      1, 1, 58,
    ]);
  });

  test('a gap that somebody told of is unproven, whatever the readings say', () => {
    const readings = Array.from({ length: 61 }, (_, at) => good(at, 4));
    const gaps = [
      { from: 20 * MINUTE, to: 30 * MINUTE },
      { from: 25 * MINUTE, to: 35 * MINUTE },
      { from: -5 * MINUTE, to: 5 * MINUTE },
    ];
    expect(minutes(threeTimes({ stretch, readings, gaps, ...limits }))).toEqual([40, 0, 20]);
  });

  test('limits are broken strictly beyond', () =>
    expect(
      minutes(
        threeTimes({
          stretch: { from: 0, to: 4 * MINUTE },
          readings: [good(0, 8), good(1, 8.1), good(2, 2), good(3, 1.9), good(4, 4)],
          ...limits,
        }),
      ),
    ).toEqual([2, 2, 0]));

  test('always add up to the stretch, are never below zero, and never green over a gap', () => {
    const reading = fc.record({
      at: fc.integer({ min: -10_000, max: 110_000 }),
      value: fc.double({ min: -5, max: 15 }),
      good: fc.boolean(),
    });
    const gap = fc
      .tuple(fc.nat(100_000), fc.nat(100_000))
      .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 60 }),
        fc.array(gap, { maxLength: 4 }),
        fc.nat(20_000),
        (some, gaps, longestStep) => {
          const readings = [...some].sort((one, other) => one.at - other.at);
          const whole = { from: 0, to: 100_000 };
          const times = threeTimes({ stretch: whole, readings, gaps, bounds: { high: 8 }, longestStep });
          expect(times.provenIn + times.provenOut + times.unproven).toBeCloseTo(100_000);
          for (const time of Object.values(times)) expect(time).toBeGreaterThanOrEqual(0);
          for (const told of gaps) {
            const inside = threeTimes({ stretch: told, readings, gaps, bounds: { high: 8 }, longestStep });
            expect(inside.provenIn + inside.provenOut).toBe(0);
          }
          // Whatever one more good reading is missing, nothing becomes proven by it.
          const without = readings.filter((_, place) => place % 3 !== 0);
          const less = threeTimes({ stretch: whole, readings: without, gaps, bounds: { high: 99 }, longestStep });
          const more = threeTimes({ stretch: whole, readings, gaps, bounds: { high: 99 }, longestStep });
          expect(less.provenIn).toBeLessThanOrEqual(more.provenIn);
        },
      ),
    );
  });
});
