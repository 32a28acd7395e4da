import { describe, expect, test } from 'vitest';
import { oneChannel } from './one-channel.ts';

const TEN_SECONDS = 1 / 6;

describe('what a running delay costs the card', () => {
  test('is one write each half minute', () => {
    const fridge = oneChannel();
    fridge.see(4);
    const before = fridge.writes();
    for (let minute = 0; minute < 20; minute += TEN_SECONDS) fridge.see(9, TEN_SECONDS);
    expect(fridge.writes() - before).toBeLessThanOrEqual(41);
    expect(fridge.writes() - before).toBeGreaterThanOrEqual(39);
  });

  test('is two, where the value flaps about its limit', () => {
    const fridge = oneChannel();
    fridge.see(4);
    const before = fridge.writes();
    for (let pair = 0; pair < 90; pair += 1) {
      fridge.see(9, TEN_SECONDS);
      fridge.see(5, TEN_SECONDS);
    }
    expect(fridge.writes() - before).toBeLessThanOrEqual(2 * 60);
  });
});

describe('a crash in the midst of a delay', () => {
  test('loses half a minute of it at most, and proves nothing that was not seen', () => {
    const fridge = oneChannel();
    for (let minute = 0; minute < 15; minute += TEN_SECONDS) fridge.see(9, TEN_SECONDS);
    fridge.restart({ minutes: 0 });
    let more = 0;
    while (fridge.see(9, TEN_SECONDS).length === 0) more += TEN_SECONDS;
    expect(15 + more).toBeGreaterThan(29.5);
    expect(15 + more).toBeLessThan(31);
  });

  test('never brings back a delay that had ended', () => {
    const fridge = oneChannel();
    for (let minute = 0; minute < 29; minute += TEN_SECONDS) fridge.see(9, TEN_SECONDS);
    fridge.see(8, TEN_SECONDS);
    fridge.restart({ minutes: 0 });
    expect(fridge.stay(9, 30)).toEqual([]);
    expect(fridge.see(9)).toHaveLength(1);
  });

  test('never brings back one that had ended after another restart', () => {
    const fridge = oneChannel();
    fridge.stay(9, 29);
    fridge.restart({ minutes: 0 });
    fridge.see(8, TEN_SECONDS);
    fridge.restart({ minutes: 0 });
    expect(fridge.stay(9, 30)).toEqual([]);
  });

  test('never brings back a broken probe that was well', () => {
    const fridge = oneChannel();
    fridge.see(4);
    fridge.see('probe-open', TEN_SECONDS);
    fridge.see(4, TEN_SECONDS);
    fridge.restart({ minutes: 0 });
    expect(fridge.stay('probe-open', 1)).toEqual([]);
    expect(fridge.stay('probe-open', 1)).toHaveLength(1);
  });
});
