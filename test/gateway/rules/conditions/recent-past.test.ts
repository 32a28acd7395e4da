import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../../gateway/domain/channel.ts';
import type { Condition } from '../../../../gateway/domain/condition.ts';
import { channel, MINUTE, type OneChannel, oneChannel, rule } from '../one-channel.ts';
import { severalChannels } from '../several-channels.ts';
import { calm, forecast, judgedBy, rate } from './condition.ts';

/** The gateway's tick looks at the clock after each value. */
const seen = (fridge: OneChannel, value: number, minutes = 1): void => {
  fridge.see(value, minutes);
  fridge.wait(0);
};

/** A slow rise from 4 °C, minute by minute; `at` happens before its minute. */
const slowRise = (at: Readonly<Record<number, (fridge: OneChannel) => void>> = {}): readonly string[] => {
  const fridge = judgedBy(forecast);
  for (let minute = 0; minute < 45; minute += 1) {
    at[minute]?.(fridge);
    seen(fridge, 4 + minute * 0.08);
  }
  return fridge.story();
};

const minuteOf = (story: readonly string[]): number => {
  const [hours = 0, minutes = 0] = (story[0] ?? '').slice(0, 5).split(':').map(Number);
  return hours * 60 + minutes;
};

describe('what was seen of the recent past', () => {
  test('outlives an orderly restart: a fast rise is told when it would have been', () => {
    const values = [4.5, 5, 6, 7.5];
    const fridge = judgedBy(rate());
    fridge.stay(4, 20);
    for (const value of values) {
      fridge.restart({ minutes: 0, orderly: true });
      fridge.see(value);
    }
    expect(fridge.story()).toEqual(['00:24 rate operational raised']);
  });

  test('outlives one that interrupts a foretelling, as often as it comes', () => {
    const restart = (fridge: OneChannel) => fridge.restart({ minutes: 0, orderly: true });
    const story = slowRise();
    expect(story).toHaveLength(1);
    expect(slowRise({ 5: restart, 13: restart, 21: restart, 22: restart })).toEqual(story);
  });

  test('loses five minutes at most to a crash', () => {
    const story = slowRise();
    for (let minute = 1; minute < 30; minute += 1) {
      const late = minuteOf(slowRise({ [minute]: (fridge) => fridge.restart({ minutes: 0 }) })) - minuteOf(story);
      expect({ minute, late }).toSatisfy(({ late: by }: { late: number }) => by >= 0 && by <= 6);
    }
  });

  test('outlives a short restart of the machine whose clock is right, and is forgotten where nobody knows how long it was off', () => {
    const machine = (timeKnown: boolean) => (fridge: OneChannel) =>
      fridge.restart({ minutes: 1, machine: true, orderly: true, timeKnown });
    const story = slowRise();
    expect(minuteOf(slowRise({ 12: machine(true) })) - minuteOf(story)).toBeLessThanOrEqual(2);
    expect(minuteOf(slowRise({ 12: machine(false) })) - minuteOf(story)).toBeGreaterThanOrEqual(5);
    const fast = judgedBy(rate());
    fast.stay(4, 20);
    fast.restart({ minutes: 1, machine: true, orderly: true, timeKnown: false });
    fast.see(9);
    expect(fast.story()).toEqual([]);
  });

  test('of a calm counts on after an orderly restart from its first minutes', () => {
    const probe = judgedBy(calm);
    for (let minute = 0; minute <= 240; minute += 1) {
      if (minute === 5) probe.restart({ minutes: 0, orderly: true });
      probe.see(4);
    }
    expect(probe.story()).toEqual(['04:01 frozen operational raised']);
  });

  test('never comes back once it doesn’t hold any more: a calm that ended, a door that was opened', () => {
    const probe = judgedBy(calm);
    for (let minute = 0; minute < 6; minute += 1) seen(probe, 4);
    seen(probe, 5);
    probe.restart({ minutes: 0 });
    for (let minute = 0; minute < 239; minute += 1) seen(probe, 5);
    expect(probe.story()).toEqual([]);

    const air: Channel = { ...channel(rule({ limits: [], conditions: [rate() as Condition] })), door: 'fridge-1/door' };
    const site = severalChannels([air, channel(undefined, 'fridge-1/door')]);
    site.stay({ 'fridge-1/temperature': 4, 'fridge-1/door': 0 }, 12);
    site.stay({ 'fridge-1/temperature': 5, 'fridge-1/door': 1 }, 2);
    site.restart();
    site.stay({ 'fridge-1/temperature': 9, 'fridge-1/door': 0 }, 5);
    expect(site.story()).toEqual([]);
  });
});

test('an orderly restart at any point changes no alarm of what moves', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -10, max: 12 }), { minLength: 5, maxLength: 120 }),
      fc.array(fc.nat(120), { maxLength: 4 }),
      (steps, cuts) => {
        const conditions = [rate(), forecast, { ...calm, for: 20 * 60_000 } as Condition];
        const [one, other] = [judgedBy(...conditions), judgedBy(...conditions)];
        let value = 4;
        for (const [minute, step] of steps.entries()) {
          value += step / 20;
          if (cuts.includes(minute)) one.restart({ minutes: 0, orderly: true });
          seen(one, value);
          seen(other, value);
        }
        expect(one.story()).toEqual(other.story());
      },
    ),
    { numRuns: 100 },
  ));

/** An hour of a cabinet that swings slowly, read each ten seconds; gives how often its state was written. */
const writesInAnHour = (fridge: OneChannel): number => {
  seen(fridge, 4);
  const before = fridge.writes();
  for (let second = 10; second <= 3_600; second += 10) seen(fridge, 4 + Math.abs(((second / 60) % 40) - 20) * 0.04, 1 / 6);
  return fridge.writes() - before;
};

test('what is only past costs a write each five minutes, and one where it begins anew', () => {
  const writes = writesInAnHour(judgedBy(rate(), forecast, calm));
  expect(writes).toBeGreaterThanOrEqual(11);
  expect(writes).toBeLessThanOrEqual(24);
});

test.each([
  ['a minute', MINUTE],
  ['ten minutes', 10 * MINUTE],
])('on a site that commits once in %s, the past is written once an hour', (_, commitEvery) => {
  const conditions = rule({ limits: [], conditions: [rate(), forecast] });
  expect(writesInAnHour(oneChannel(conditions, commitEvery))).toBe(1);
});
