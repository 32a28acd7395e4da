import { describe, expect, test } from 'vitest';
import { clockWords, HOUR, limit, MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

describe('above a limit for thirty minutes', () => {
  test('is an alarm at the thirtieth minute, and says when it began', () => {
    const fridge = oneChannel();
    fridge.stay(5, 10);
    const [alarm] = fridge.stay(9.1, 31);
    expect(fridge.story()).toEqual(['00:41 high legal raised']);
    expect(alarm).toMatchObject({ kind: 'alarm', channel: 'fridge-1/temperature', rule: 'test.fridge', value: 9.1, limit: 8 });
    expect(alarm).toMatchObject({ active: true, acknowledged: false, confirmed: false, shelved: false });
    expect(alarm).toMatchObject({ at: MIDNIGHT + 41 * MINUTE, raisedAt: MIDNIGHT + 41 * MINUTE, since: MIDNIGHT + 11 * MINUTE });
  });

  test('is no alarm a minute sooner', () => {
    const fridge = oneChannel();
    expect(fridge.stay(9.1, 30)).toEqual([]);
  });

  test('is no alarm at the limit itself: broken means strictly beyond', () => {
    const fridge = oneChannel();
    expect(fridge.stay(8, 100)).toEqual([]);
  });

  test('begins anew at the first value back within the limit, without any deadband', () => {
    const fridge = oneChannel();
    fridge.stay(9, 30);
    fridge.see(8);
    expect(fridge.stay(9, 30)).toEqual([]);
    expect(fridge.stay(9, 1)).toHaveLength(1);
  });

  test('is one alarm, however long it lasts', () => {
    const fridge = oneChannel();
    fridge.stay(9, 600);
    expect(fridge.story()).toHaveLength(1);
    expect(fridge.judge().alarms()).toHaveLength(1);
  });

  test('without a delay is an alarm at the first value', () => {
    const fridge = oneChannel(rule({ limits: [limit({ onDelay: 0 })] }));
    fridge.see(8.1);
    expect(fridge.story()).toEqual(['00:01 high legal raised']);
  });
});

describe('an alarm clears', () => {
  test('at the first value back by the deadband, under the same id', () => {
    const fridge = oneChannel();
    const [raised] = fridge.stay(9, 31);
    fridge.stay(7.6, 20);
    expect(fridge.judge().alarms()).toHaveLength(1);
    const [cleared] = fridge.see(7.5);
    expect(cleared).toMatchObject({ id: raised?.id, active: false, value: 7.5, clearedAt: MIDNIGHT + 52 * MINUTE });
    expect(cleared).toMatchObject({ raisedAt: raised?.raisedAt, since: raised?.since, limit: 8 });
    expect(fridge.judge().alarms()).toEqual([]);
  });

  test('only after its off-delay, which begins anew outside the deadband', () => {
    const fridge = oneChannel(rule({ limits: [limit({ offDelay: 10 * MINUTE })] }));
    fridge.stay(9, 31);
    fridge.stay(7, 10);
    fridge.see(7.9);
    expect(fridge.stay(7, 10)).toEqual([]);
    expect(fridge.stay(7, 1)).toHaveLength(1);
  });

  test('and the next one is another occurrence', () => {
    const fridge = oneChannel();
    const ids = [9, 5, 9, 5].flatMap((value) => fridge.stay(value, 31)).map(({ id }) => id);
    expect(ids).toEqual(['alarm-1', 'alarm-1', 'alarm-2', 'alarm-2']);
  });

  test('where 8.1 - 0.2 is no exact number', () => {
    expect(8.1 - 0.2).toBeLessThan(7.9);
    const fridge = oneChannel(rule({ limits: [limit({ value: 8.1, deadband: 0.2, onDelay: 0 })] }));
    fridge.see(9);
    expect(fridge.see(7.9)).toHaveLength(1);
  });

  test('whose off-delay begins anew beyond the limit, too', () => {
    const fridge = oneChannel(rule({ limits: [limit({ offDelay: 10 * MINUTE })] }));
    fridge.stay(9, 31);
    fridge.stay(7, 10);
    fridge.see(9);
    expect(fridge.stay(7, 10)).toEqual([]);
    expect(fridge.stay(7, 1)).toHaveLength(1);
  });
});

describe('below a limit', () => {
  const cold = rule({ limits: [limit({ side: 'low', value: 0 })] });

  test('is judged the same way, the other way round', () => {
    const fridge = oneChannel(cold);
    fridge.stay(-0.1, 31);
    fridge.stay(0.4, 5);
    fridge.see(0.5);
    expect(fridge.story()).toEqual(['00:31 low legal raised', '00:37 low legal cleared']);
  });

  test('the limit itself is within', () => {
    const fridge = oneChannel(cold);
    expect(fridge.stay(0, 100)).toEqual([]);
  });
});

describe('two levels', () => {
  const both = rule({ limits: [limit(), limit({ level: 'operational', value: 6, onDelay: 10 * MINUTE })] });

  test('are two alarms, each with its own delay', () => {
    const fridge = oneChannel(both);
    fridge.stay(9, 40);
    fridge.stay(7, 10);
    fridge.stay(5, 1);
    expect(fridge.story()).toEqual([
      '00:11 high operational raised',
      '00:31 high legal raised',
      '00:41 high legal cleared',
      '00:51 high operational cleared',
    ]);
  });
});

describe('a data gap', () => {
  test('holds the on-delay: what was not seen is not proven', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.see(9, 10 * 60);
    expect(fridge.story()).toEqual([]);
    fridge.stay(9, 10);
    expect(fridge.story()).toEqual([`${clockWords(MIDNIGHT + (21 + 600 + 10) * MINUTE)} high legal raised`]);
  });

  test('is longer than three intervals, not three', () => {
    const three = oneChannel();
    const [alarm] = Array.from({ length: 11 }, () => three.see(9, 3)).flat();
    expect(alarm).toMatchObject({ cause: 'high', since: MIDNIGHT + 3 * MINUTE });
    const four = oneChannel();
    expect(Array.from({ length: 100 }, () => four.see(9, 4)).flat()).toEqual([]);
  });

  test('of no answers, doubted and broken values is a gap too: none of them is a measurement', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.stay('no-answer', 20);
    fridge.stay('exception:4', 20);
    fridge.stay('out-of-range', 20);
    fridge.stay('frozen', 20);
    fridge.see(9);
    fridge.stay(9, 9);
    expect(fridge.story()).toEqual([]);
    expect(fridge.see(9)).toHaveLength(1);
  });

  test('holds the off-delay', () => {
    const fridge = oneChannel(rule({ limits: [limit({ offDelay: 10 * MINUTE })] }));
    fridge.stay(9, 31);
    fridge.stay(5, 6);
    fridge.see(5, HOUR / MINUTE);
    expect(fridge.judge().alarms()).toHaveLength(1);
    expect(fridge.stay(5, 5)).toHaveLength(1);
  });

  test('of one lost answer is none', () => {
    const fridge = oneChannel();
    for (let pair = 0; pair < 15; pair += 1) {
      fridge.see(9);
      fridge.see('no-answer');
    }
    expect(fridge.see(9)).toHaveLength(1);
  });
});

describe('a doubted value', () => {
  test('neither raises nor clears', () => {
    const fridge = oneChannel();
    fridge.stay('out-of-range', 200);
    expect(fridge.story()).toEqual([]);
    fridge.stay(9, 31);
    fridge.stay('frozen', 100);
    expect(fridge.judge().alarms()).toHaveLength(1);
  });
});

describe('the wall clock', () => {
  test('may be stepped while the delay runs: the alarm comes in its time, and its beginning is told in the time known now', () => {
    const fridge = oneChannel();
    fridge.stay(9, 20);
    fridge.step(60);
    const [alarm] = fridge.stay(9, 11);
    expect(alarm).toMatchObject({ raisedAt: MIDNIGHT + 91 * MINUTE, since: MIDNIGHT + 61 * MINUTE });
  });
});
