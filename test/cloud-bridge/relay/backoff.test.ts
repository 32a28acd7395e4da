import { describe, expect, test } from 'vitest';
import { BACKOFF, createBackoff } from '../../../cloud-bridge/relay/backoff.ts';

const highest = (): number => 0.999_999;

describe('the pause before the next attempt', () => {
  test('doubles up to two minutes while the network is away', () => {
    const backoff = createBackoff(highest);
    const pauses = Array.from({ length: 9 }, () => Math.round(backoff.next('unreachable') / 1000));
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
  });

  test('is drawn evenly from nothing up, so that a district’s boxes don’t come back as one', () => {
    const numbers = [0.5, 0.5, 0.01];
    const backoff = createBackoff(() => numbers.shift() ?? 0);
    expect([backoff.next('unreachable'), backoff.next('unreachable')]).toEqual([500, 1000]);
    expect(backoff.next('unreachable')).toBe(200);
  });

  test('is longer where a person must see to it', () => {
    const backoff = createBackoff(highest);
    expect(backoff.next('refused')).toBeGreaterThan(29_000);
    for (let n = 0; n < 40; n += 1) expect(backoff.next('refused')).toBeLessThanOrEqual(BACKOFF.refused.most);
  });

  test('begins anew after a connection that stayed', () => {
    const backoff = createBackoff(highest);
    for (let n = 0; n < 9; n += 1) backoff.next('unreachable');
    backoff.reset();
    expect(backoff.next('unreachable')).toBeLessThanOrEqual(1000);
  });
});
