import { describe, expect, test } from 'vitest';
import { createNetworkTime } from '../../../../gateway/notify/modem/network-time.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 30, 4);

describe('the network’s clock', () => {
  test('is unknown until a report tells it', () => expect(createNetworkTime().ageOf(NOON, 0)).toBeUndefined());

  test('says how long ago a message was sent, whatever the box takes for the time', () => {
    const time = createNetworkTime();
    time.reported(NOON, 1_000);
    expect(time.ageOf(NOON - 2 * HOUR, 1_000 + HOUR)).toBe(3 * HOUR);
  });

  test('is not put back by a report that was held', () => {
    const time = createNetworkTime();
    time.reported(NOON, 0);
    time.reported(NOON - 48 * HOUR, 10_000);
    expect(time.ageOf(NOON - HOUR, 0)).toBe(HOUR);
  });

  test('is not believed after a day without a report', () => {
    const time = createNetworkTime();
    time.reported(NOON, 0);
    expect(time.ageOf(NOON, 25 * HOUR)).toBeUndefined();
    time.reported(NOON, 26 * HOUR);
    expect(time.ageOf(NOON, 26 * HOUR)).toBe(0);
  });
});
