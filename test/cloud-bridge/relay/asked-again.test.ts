import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGAIN_AT_ONCE, createAskedAgain } from '../../../cloud-bridge/relay/asked-again.ts';

const HOUR = 3_600_000;

describe('what was asked for again', () => {
  test('waits once as much was sent as may be, and goes on as time passes', () => {
    const asked = createAskedAgain(24_000);
    asked.add([1, 100]);
    expect(asked.next(0)).toEqual([1, 100]);
    expect(asked.sent([1, 60], 25_000, 0)).toBe(true);
    expect(asked.next(HOUR)).toBeUndefined();
    expect(asked.opensAt()).toBe(HOUR + 1);
    expect(asked.next(HOUR + 1)).toEqual([61, 100]);
  });

  test('costs nothing where it was not asked for', () => {
    const asked = createAskedAgain(1000);
    asked.add([50, 60]);
    expect(asked.sent([1, 49], 1e9, 0)).toBe(false);
    expect(asked.next(0)).toEqual([50, 60]);
    expect(createAskedAgain().opensAt()).toBe(Number.POSITIVE_INFINITY);
  });

  test('is at most what may be had at once, what a day gives for each day, and one message, however it is asked for', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ pause: fc.nat(2 * HOUR), bytes: fc.integer({ min: 1, max: 70_000 }) }), { maxLength: 400 }),
        (messages) => {
          const most = 100_000;
          const asked = createAskedAgain(most);
          let [now, sent] = [0, 0];
          for (const { pause, bytes } of messages) {
            now += pause;
            asked.add([1, 1_000_000]);
            const range = asked.next(now);
            if (range === undefined) expect(asked.opensAt()).toBeGreaterThan(now);
            else if (asked.sent([range[0], range[0] + 9], bytes, now)) sent += bytes;
          }
          expect(sent).toBeLessThanOrEqual(most + (now / (24 * HOUR)) * most + 70_000);
        },
      ),
    ));

  test('is worth three weeks of twenty channels', () => {
    expect((AGAIN_AT_ONCE / 4.5 / (20 * 8640)) | 0).toBeGreaterThanOrEqual(21);
  });
});
