import { describe, expect, test } from 'vitest';
import { Stillness } from '../../../../gateway/acquire/modbus/stillness.ts';

const HOUR = 3_600_000;

describe('a value that doesn’t move', () => {
  test('is doubted once it is still for longer than is plausible, until it moves', () => {
    const still = new Stillness(HOUR, 30_000);
    let doubted = 0;
    for (let at = 0; at <= HOUR; at += 10_000) if (still.isFrozen(4.2, at)) doubted += 1;
    expect(doubted).toBe(0);
    expect(still.isFrozen(4.2, HOUR + 10_000)).toBe(true);
    expect(still.isFrozen(4.3, HOUR + 20_000)).toBe(false);
    expect(still.isFrozen(4.3, HOUR + 30_000)).toBe(false);
  });

  test('isn’t doubted for a time in which nobody looked', () => {
    const still = new Stillness(HOUR, 30_000);
    still.isFrozen(4.2, 0);
    expect(still.isFrozen(4.2, 2 * HOUR)).toBe(false);
    expect(still.isFrozen(4.2, 2 * HOUR + 30_000)).toBe(false);
  });
});
