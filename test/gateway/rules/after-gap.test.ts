import { describe, expect, test } from 'vitest';
import { limit, MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

const afterGap = rule({ afterGap: true });

describe('the first good value after a gap', () => {
  test('is an alarm at once where it is beyond a limit, and claims no earlier beginning', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    const [alarm] = fridge.see(9.4, 60);
    expect(alarm).toMatchObject({ cause: 'after-gap', level: 'legal', value: 9.4, limit: 8, active: true });
    expect(alarm).toMatchObject({ since: MIDNIGHT + 70 * MINUTE, raisedAt: MIDNIGHT + 70 * MINUTE });
  });

  test('is no alarm within the limits', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    expect(fridge.see(8, 60)).toEqual([]);
  });

  test('is no alarm where the rule does not ask for it', () => {
    const fridge = oneChannel();
    fridge.stay(5, 10);
    expect(fridge.see(9, 60)).toEqual([]);
  });

  test('is no alarm of its own where the limit’s alarm stands already', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(9, 31);
    expect(fridge.see(9, 60)).toEqual([]);
  });

  test('speaks once of one gap, and again of the next', () => {
    const fridge = oneChannel(afterGap);
    fridge.see(5);
    fridge.see(9, 60);
    fridge.stay(9, 5);
    fridge.see(5);
    fridge.see(9, 60);
    expect(fridge.story()).toEqual([
      '01:01 after-gap legal raised',
      '01:07 after-gap legal cleared',
      '02:07 after-gap legal raised',
    ]);
  });

  test('leaves the limit’s own alarm to its delay; both clear together, by deadband and off-delay', () => {
    const fridge = oneChannel(rule({ afterGap: true, limits: [limit({ offDelay: 2 * MINUTE })] }));
    fridge.see(5);
    fridge.see(9, 60);
    fridge.stay(9, 30);
    fridge.stay(7.6, 10);
    fridge.stay(7.5, 3);
    expect(fridge.story()).toEqual([
      '01:01 after-gap legal raised',
      '01:31 high legal raised',
      '01:44 after-gap legal cleared',
      '01:44 high legal cleared',
    ]);
  });

  test('is judged at each level by itself', () => {
    const fridge = oneChannel(rule({ afterGap: true, limits: [limit(), limit({ level: 'operational', value: 6 })] }));
    fridge.see(5);
    fridge.see(7, 60);
    expect(fridge.story()).toEqual(['01:01 after-gap operational raised']);
  });

  test('has a limit’s own delay begin anew at a value within, though it stands itself for its off-delay', () => {
    const fridge = oneChannel(rule({ afterGap: true, limits: [limit({ offDelay: 10 * MINUTE })] }));
    fridge.see(5);
    fridge.see(9, 60);
    fridge.stay(9, 20);
    fridge.stay(5, 5);
    fridge.stay(9, 30);
    expect(fridge.story()).toEqual(['01:01 after-gap legal raised']);
    fridge.see(9);
    expect(fridge.story()).toEqual(['01:01 after-gap legal raised', '01:57 high legal raised']);
  });

  test('raises the alarm of a gap during which the on-delay ran', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(9, 11);
    fridge.see(9, 60);
    fridge.stay(9, 20);
    expect(fridge.story()).toEqual(['01:11 after-gap legal raised', '01:31 high legal raised']);
  });
});

describe('what is no gap', () => {
  test('the first value of a new channel', () => {
    const fridge = oneChannel(afterGap);
    expect(fridge.see(20)).toEqual([]);
  });

  test('three intervals', () => {
    const fridge = oneChannel(afterGap);
    fridge.see(5);
    expect(fridge.see(9, 3)).toEqual([]);
  });

  test('a restart shorter than a gap', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    fridge.restart({ minutes: 1 });
    expect(fridge.see(9)).toEqual([]);
  });
});

describe('a restart', () => {
  test('that took longer than a gap is one', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    fridge.restart({ minutes: 5 });
    expect(fridge.see(9)).toHaveLength(1);
  });

  test('of the machine is a gap, however short it looks: without a clock of its own it doesn’t know how long it was off', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    fridge.restart({ minutes: 1, machine: true });
    expect(fridge.see(9)).toMatchObject([{ cause: 'after-gap' }]);
  });

  test('in the midst of a gap doesn’t end it', () => {
    const fridge = oneChannel(afterGap);
    fridge.stay(5, 10);
    fridge.wait(10);
    fridge.restart({ minutes: 1 });
    expect(fridge.see(9)).toMatchObject([{ cause: 'after-gap' }]);
  });
});
