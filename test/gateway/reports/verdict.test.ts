import { describe, expect, test } from 'vitest';
import { completeness } from '../../../gateway/reports/completeness.ts';
import { timesInSum, verdictOf } from '../../../gateway/reports/verdict.ts';
import { fridge, reportOf, type Told } from './reported.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight of Sunday 2026-11-01 in Shanghai. */
const FIRST = Date.UTC(2026, 9, 31, 16);

/** A reading of 4 °C each ten minutes, from one moment to another. */
const calm = (from: number, to: number): readonly Told[] =>
  Array.from({ length: Math.floor((to - from) / 600_000) }, (_, index): Told => [from + index * 600_000, 4]);

const monthOf = (readings: readonly Told[], now: number, began = FIRST - DAY) => {
  const channels = [fridge({ every: 600_000 })];
  return reportOf('month', '2026-11-01', ZONE, { channels, readings, began }, undefined, now).data;
};

const is = (data: ReturnType<typeof monthOf>): string => verdictOf(data, 'en').is;

describe('a verdict is good', () => {
  test('only where the whole period is over and proven', () => {
    const whole = monthOf(calm(FIRST, FIRST + 31 * DAY), FIRST + 31 * DAY);
    expect(verdictOf(whole, 'en')).toEqual({ is: 'in', words: expect.stringContaining('Every minute') });
  });

  test('never of a time that has not come', () => {
    expect(is(monthOf(calm(FIRST - 2 * DAY, FIRST - DAY), FIRST - DAY))).toBe('unproven');
  });

  test('never while the period goes on', () => {
    const data = monthOf(calm(FIRST, FIRST + 5 * DAY), FIRST + 5 * DAY);
    expect(data.channels[0]?.total.times.unproven).toBe(0);
    expect(verdictOf(data, 'en')).toEqual({ is: 'unproven', words: expect.stringContaining('up to 2026-11-06 00:00') });
  });

  test('never of a period that a box began to watch in its middle', () => {
    const began = FIRST + 10 * DAY;
    const data = monthOf(calm(began, FIRST + 31 * DAY), FIRST + 31 * DAY, began);
    expect(verdictOf(data, 'en')).toEqual({ is: 'unproven', words: expect.stringContaining('10 d 0 h') });
  });

  // Each record has a second without a value before its first reading: it must not hide the weeks without a record.
  test('never of a month that has two days of record, and says so before the little that is unproven in them', () => {
    const began = FIRST + 28 * DAY;
    const data = monthOf(calm(began + 600_000, FIRST + 30 * DAY), FIRST + 31 * DAY, began);
    const { in: within, unproven, unwatched } = timesInSum(data);
    expect([within, unproven, unwatched]).toEqual([2 * DAY - 600_000, 600_000, 28 * DAY]);
    expect(verdictOf(data, 'en')).toEqual({
      is: 'unproven',
      words:
        'No cabinet is proven beyond its limits; but 28 d 0 h in sum of this period nothing watched, and 10 min more are not proven.',
    });
  });
});

describe('a box that dies on the fifth', () => {
  const dead = calm(FIRST, FIRST + 4 * DAY);

  test('proves nothing of the rest of its month', () => {
    const data = monthOf(dead, FIRST + 40 * DAY);
    const total = data.channels[0]?.total;
    expect(data.recordEnds).toBe(FIRST + 4 * DAY - 600_000);
    expect(total?.times).toEqual({ in: 4 * DAY, out: 0, unproven: 26 * DAY, switchedOff: 0 });
    expect(total?.gaps).toMatchObject({ count: 1, time: 26 * DAY });
    expect(total && completeness(total)).toBe(13.3);
    expect(is(data)).toBe('unproven');
  });

  test('proves nothing of the part that is over by the clock', () => {
    const { channels, through } = monthOf(dead, FIRST + 9 * DAY);
    expect(through).toBe(FIRST + 9 * DAY);
    expect(channels[0]?.total.times).toEqual({ in: 4 * DAY, out: 0, unproven: 5 * DAY, switchedOff: 0 });
  });
});
