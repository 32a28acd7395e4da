import { describe, expect, test } from 'vitest';
import { LearnedTimeout } from '../../../../gateway/acquire/modbus/learned-timeout.ts';

const waitAfter = (...answers: readonly number[]): number => {
  const timeout = new LearnedTimeout(100, 1500);
  for (const took of answers) timeout.learn(took);
  return timeout.value;
};

const times = (count: number, took: number): readonly number[] => Array.from({ length: count }, () => took);

describe('how long a unit is waited for', () => {
  test('is as long as may be until it has answered', () => {
    expect(waitAfter()).toBe(1500);
  });

  test('is half as much again as its slowest answer of late, and a little', () => {
    expect(waitAfter(...times(20, 80), 200, ...times(20, 80))).toBe(320);
  });

  test('is never shorter than the floor, nor longer than the ceiling', () => {
    expect(waitAfter(...times(200, 5))).toBe(100);
    expect(waitAfter(...times(20, 1400))).toBe(1500);
  });

  test('forgets a slow answer after a hundred and some quicker ones', () => {
    expect(waitAfter(600, ...times(63, 80))).toBe(920);
    expect(waitAfter(600, ...times(127, 80))).toBe(920);
    expect(waitAfter(600, ...times(128, 80))).toBe(140);
  });

  test('doubles with each silence, for a unit that became slow can’t teach that by answers', () => {
    const timeout = new LearnedTimeout(100, 1500);
    timeout.learn(100);
    const waits = Array.from({ length: 5 }, () => {
      timeout.widen();
      return timeout.value;
    });
    expect(waits).toEqual([340, 680, 1360, 1500, 1500]);
  });
});
