import { describe, expect, test } from 'vitest';
import { limit, MINUTE, oneChannel, rule } from '../one-channel.ts';
import { calm, forecast, judgedBy, rate } from './condition.ts';

describe('a fast rise', () => {
  test('is an alarm as soon as it is more than so many degrees, and clears when it is half of that', () => {
    const fridge = judgedBy(rate());
    fridge.stay(4, 20);
    for (let degrees = 4.5; degrees <= 7.5; degrees += 0.5) fridge.see(degrees);
    expect(fridge.story()).toEqual(['00:27 rate operational raised']);
    fridge.stay(7.5, 20);
    expect(fridge.story().at(-1)).toBe('00:39 rate operational cleared');
  });

  test('is none where it takes longer, nor on the way down', () => {
    const fridge = judgedBy(rate());
    for (let minute = 0; minute < 100; minute += 1) fridge.see(4 + minute / 10);
    for (let degrees = 14; degrees > 0; degrees -= 2) fridge.see(degrees);
    expect(fridge.story()).toEqual([]);
  });

  test('is watched on the way down where the change is negative', () => {
    const fridge = judgedBy(rate(-3));
    for (const value of [4, 3, 2, 0]) fridge.see(value);
    expect(fridge.story()).toHaveLength(1);
  });

  test('is none between two values of which nobody knows what lies between, if they are far apart', () => {
    const fridge = judgedBy(rate());
    fridge.stay(4, 20);
    fridge.see(9, 30);
    expect(fridge.story()).toEqual([]);
  });
});

describe('a slow rise', () => {
  test('is foretold: what the limit is, and in how many minutes it will be passed', () => {
    const fridge = judgedBy(forecast);
    fridge.stay(4, 30);
    const facts = Array.from({ length: 60 }, (_, minute) => fridge.see(4 + minute * 0.1)).flat();
    expect(facts).toMatchObject([{ cause: 'rate', limit: 8, active: true }]);
    const [{ ahead = 0, value = 0 } = {}] = facts;
    expect(ahead / MINUTE).toBeGreaterThan(10);
    expect(ahead / MINUTE).toBeLessThanOrEqual(30);
    expect(value).toBeLessThan(7);
  });

  test('is not foretold while the line leads nowhere near the limit, nor from beyond it', () => {
    const slow = judgedBy(forecast);
    for (let minute = 0; minute < 200; minute += 1) slow.see(4 + minute * 0.01);
    const beyond = judgedBy(forecast);
    for (let minute = 0; minute < 100; minute += 1) beyond.see(9 + minute * 0.1);
    expect([slow.story(), beyond.story()]).toEqual([[], []]);
  });

  test('is not foretold at a moment when the value goes back, though the line of the last hour still leads there', () => {
    const fridge = judgedBy(forecast);
    for (let minute = 0; minute < 18; minute += 1) fridge.see(4 + minute * 0.15);
    for (let minute = 0; minute < 8; minute += 1) fridge.see(6.5 - minute * 0.02);
    expect(fridge.story()).toEqual([]);
    for (let minute = 0; minute < 8; minute += 1) fridge.see(6.4 + minute * 0.05);
    expect(fridge.story().map((line) => line.slice(6))).toEqual(['rate operational raised']);
  });

  test('that turns back clears what was foretold', () => {
    const fridge = judgedBy(forecast);
    for (let minute = 0; minute < 40; minute += 1) fridge.see(4 + minute * 0.1);
    fridge.stay(5, 20);
    expect(fridge.story().map((line) => line.slice(6))).toEqual(['rate operational raised', 'rate operational cleared']);
  });

  test('is not drawn over a gap', () => {
    const fridge = judgedBy(forecast);
    fridge.stay(4, 30);
    fridge.see(6, 15);
    fridge.stay(6, 10);
    expect(fridge.story()).toEqual([]);
  });
});

describe('a value that doesn’t live', () => {
  test('is an alarm when it is too calm for four hours, and clears when it moves', () => {
    const probe = judgedBy(calm);
    for (let minute = 0; minute <= 240; minute += 1) probe.see(4 + (minute % 2) / 10);
    expect(probe.story()).toEqual(['04:01 frozen operational raised']);
    probe.see(4.2);
    expect(probe.story().at(-1)).toBe('04:02 frozen operational cleared');
  });

  test('may differ by just the range, whatever binary makes of it', () => {
    const probe = judgedBy({ ...calm, range: 0.2 } as typeof calm);
    for (let minute = 0; minute <= 240; minute += 1) probe.see(minute % 2 === 0 ? 4 : 4.2);
    expect(probe.story()).toEqual(['04:01 frozen operational raised']);
  });

  test('of a living cabinet is none, and costs no write', () => {
    const probe = judgedBy(calm);
    probe.see(4);
    const before = probe.writes();
    for (let minute = 0; minute < 1_000; minute += 1) probe.see(4 + Math.sin(minute / 3));
    expect(probe.story()).toEqual([]);
    expect(probe.writes() - before).toBe(0);
  });

  test('is not calm while nobody looks', () => {
    const probe = judgedBy(calm);
    for (let piece = 0; piece < 30; piece += 1) probe.see(4, 60);
    expect(probe.story()).toEqual(['00:00 silence operational raised']);
  });

  test('that was doubted as frozen is an alarm of that name, and not of silence as well', () => {
    const probe = oneChannel(rule({ frozen: 120 * MINUTE, silence: 15 * MINUTE }));
    probe.stay(4, 10);
    const [alarm] = probe.see('frozen');
    expect(alarm).toMatchObject({ cause: 'frozen', since: alarm === undefined ? 0 : alarm.raisedAt - 120 * MINUTE });
    probe.stay('frozen', 60);
    probe.wait(1);
    expect(probe.story()).toEqual(['00:11 frozen operational raised']);
    probe.see(5);
    expect(probe.story().at(-1)).toBe('01:13 frozen operational cleared');
  });
});

test('a contact, the mains, a compressor: a limit says what its breach means', () => {
  const contact = (cause: 'door' | 'mains' | 'compressor') =>
    oneChannel(rule({ limits: [limit({ cause, value: 0.5, deadband: 0, onDelay: 5 * MINUTE })] }));
  for (const cause of ['door', 'mains', 'compressor'] as const) {
    const one = contact(cause);
    one.stay(1, 6);
    one.see(0);
    expect(one.story()).toEqual([`00:06 ${cause} legal raised`, `00:07 ${cause} legal cleared`]);
  }
});
