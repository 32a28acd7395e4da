import { describe, expect, test } from 'vitest';
import { limit, MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

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

describe('values that come too seldom', () => {
  test('are silence, though none of them comes late enough to be: 20 °C for a day would else be no alarm at all', () => {
    const fridge = oneChannel(quarter);
    fridge.stay(5, 10);
    for (let hour = 0; hour < 24; hour += 1) for (let value = 0; value < 15; value += 1) fridge.see(20, 4);
    expect(fridge.story()).toEqual(['00:26 silence operational raised']);
    expect(fridge.judge().alarms()).toMatchObject([{ cause: 'silence', value: 20, since: MIDNIGHT + 10 * MINUTE }]);
  });

  test('are silence of a mains-sense input as well', () => {
    const mains = oneChannel(
      rule({ silence: 15 * MINUTE, limits: [limit({ level: 'operational', side: 'low', value: 0.5, onDelay: 10_000, deadband: 0, cause: 'mains' })] }),
    ); // biome-ignore format: a rule to read
    mains.stay(1, 10);
    for (let value = 0; value < 10; value += 1) mains.see(0, 4);
    expect(mains.story()).toEqual(['00:26 silence operational raised']);
  });

  test('are so from less than half the time proven on, and not before', () => {
    const often = oneChannel(quarter);
    const seldom = oneChannel(quarter);
    for (let round = 0; round < 100; round += 1) {
      often.stay(4, 4);
      often.see(4, 4);
      seldom.stay(4, 3);
      seldom.see(4, 4);
    }
    expect(often.story()).toEqual([]);
    expect(seldom.story()).toEqual(['01:24 silence operational raised']);
  });

  test('are none after one long gap that is made up for', () => {
    const fridge = oneChannel(quarter);
    for (let round = 0; round < 20; round += 1) {
      fridge.stay(4, 20);
      fridge.wait(13);
      fridge.see(4);
    }
    expect(fridge.story()).toEqual([]);
  });

  test('are over once half of it is made up for by values that come in time, and are one alarm until then', () => {
    const fridge = oneChannel(quarter);
    for (let value = 0; value < 10; value += 1) fridge.see(4, 4);
    fridge.stay(4, 7);
    fridge.see(4, 4);
    fridge.stay(4, 4);
    expect(fridge.story()).toHaveLength(1);
    expect(fridge.stay(4, 1)).toMatchObject([{ cause: 'silence', active: false, value: 4 }]);
  });

  test('go on as one alarm over a restart', () => {
    const fridge = oneChannel(quarter);
    for (let value = 0; value < 10; value += 1) fridge.see(4, 4);
    const [alarm] = fridge.judge().alarms();
    fridge.restart({ minutes: 1 });
    for (let value = 0; value < 10; value += 1) fridge.see(4, 4);
    expect(fridge.judge().alarms()).toEqual([alarm]);
    expect(fridge.stay(4, 8).map(({ id, active }) => [id, active])).toEqual([[alarm?.id, false]]);
  });

  test('are none while the device reports its broken probe, which is an alarm of its own', () => {
    const fridge = oneChannel(quarter);
    fridge.see(4);
    for (let round = 0; round < 20; round += 1) {
      fridge.stay('probe-open', 5);
      fridge.see(4);
    }
    expect(fridge.story().filter((line) => line.includes('silence'))).toEqual([]);
  });
});
