import { describe, expect, test } from 'vitest';
import { MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

const quarter = rule({ silence: 15 * MINUTE });

describe('silence', () => {
  test('is an alarm once there was no good value for its time, by the clock alone', () => {
    const fridge = oneChannel(quarter);
    fridge.stay(4, 10);
    expect(fridge.wait(14)).toEqual([]);
    const [alarm] = fridge.wait(1);
    expect(alarm).toMatchObject({
      cause: 'silence',
      level: 'operational',
      raisedAt: MIDNIGHT + 25 * MINUTE,
      since: MIDNIGHT + 10 * MINUTE,
    });
    expect(alarm).not.toHaveProperty('value');
  });

  test('is one alarm, however long it lasts', () => {
    const fridge = oneChannel(quarter);
    for (let hour = 0; hour < 48; hour += 1) fridge.wait(60);
    expect(fridge.story()).toHaveLength(1);
  });

  test('counts from the start where nothing ever came', () => {
    const fridge = oneChannel(quarter);
    expect(fridge.wait(15)).toMatchObject([{ cause: 'silence', since: MIDNIGHT }]);
  });

  test.each(['no-answer', 'exception:2', 'probe-open', 'out-of-range', 'frozen'] as const)('is not broken by %s', (quality) => {
    const fridge = oneChannel(rule({ silence: 15 * MINUTE, probeFault: 600 * MINUTE }));
    fridge.see(4);
    fridge.stay(quality, 14);
    expect(fridge.wait(1)).toMatchObject([{ cause: 'silence' }]);
    fridge.stay(quality, 60);
    expect(fridge.judge().alarms()).toHaveLength(1);
  });

  test('clears at the first good value, within the limits or not', () => {
    const fridge = oneChannel(quarter);
    fridge.wait(15);
    expect(fridge.see(30)).toMatchObject([{ cause: 'silence', active: false, value: 30 }]);
  });

  test('clears so even where it is shorter than a gap', () => {
    const fridge = oneChannel(rule({ silence: 2 * MINUTE }));
    fridge.see(4);
    fridge.wait(2);
    expect(fridge.see(4, 0)).toMatchObject([{ cause: 'silence', active: false }]);
  });

  test('is not cured by a step of the wall clock, and not caused by one', () => {
    const fridge = oneChannel(quarter);
    fridge.see(4);
    fridge.step(60);
    expect(fridge.story()).toEqual([]);
    fridge.wait(10);
    fridge.step(-120);
    expect(fridge.wait(5)).toHaveLength(1);
  });

  test('goes on over a restart under its id, and a new one counts from the start', () => {
    const fridge = oneChannel(quarter);
    fridge.see(4);
    const [alarm] = fridge.wait(15);
    fridge.restart({ minutes: 5 });
    expect(fridge.wait(60)).toEqual([]);
    expect(fridge.see(4)).toMatchObject([{ id: alarm?.id, active: false }]);
    fridge.restart({ minutes: 14 });
    expect(fridge.wait(14)).toEqual([]);
    expect(fridge.wait(1)).toHaveLength(1);
  });
});
