import { describe, expect, test } from 'vitest';
import { SteadyTime } from '../../../gateway/journal/steady-time.ts';

const HOUR = 3_600_000;
const BORN = Date.UTC(2026, 10, 21);

/** Looks each hour; gives the hour in which the time first counted as steady, if any. */
const firstSteady = (
  hours: number,
  wall: (hour: number) => number,
  clock: (hour: number) => 'sure' | 'unsure',
): number | undefined => {
  const steady = new SteadyTime();
  return (
    Array.from({ length: hours }, (_, hour) =>
      steady.hasLasted({ at: { now: wall(hour), elapsed: hour * HOUR }, clock: clock(hour) }),
    ).indexOf(true) + 1 || undefined
  );
};
const even = (hour: number): number => BORN + hour * HOUR;
const FOUR_YEARS = 4 * 365 * 24 * HOUR;

describe('what is old', () => {
  test('is decided only once the time was sure for a day', () => expect(firstSteady(48, even, () => 'sure')).toBe(25));

  test('is never decided by a clock that nobody vouches for', () =>
    expect(firstSteady(1000, even, () => 'unsure')).toBeUndefined());

  test('is not decided by a clock that leapt four years ahead and came back within a day', () => {
    const leapt = (hour: number): number => even(hour) + (hour >= 40 && hour < 60 ? FOUR_YEARS : 0);
    const steady = new SteadyTime();
    const during = Array.from({ length: 60 }, (_, hour) =>
      steady.hasLasted({ at: { now: leapt(hour), elapsed: hour * HOUR }, clock: 'sure' }),
    ).slice(40);
    expect(during).not.toContain(true);
  });

  test('waits a day again after trust was lost', () => {
    const clock = (hour: number) => (hour === 30 ? 'unsure' : 'sure');
    const steady = new SteadyTime();
    const days = Array.from({ length: 80 }, (_, hour) =>
      steady.hasLasted({ at: { now: even(hour), elapsed: hour * HOUR }, clock: clock(hour) }),
    );
    expect(days.slice(30, 55)).not.toContain(true);
    expect(days.at(-1)).toBe(true);
  });
});
