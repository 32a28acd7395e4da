import { describe, expect, test } from 'vitest';
import { MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

const fiveMinutes = rule({ probeFault: 5 * MINUTE });

describe('a broken probe', () => {
  test.each(['probe-open', 'probe-short', 'probe-fault'] as const)('reported as %s for its delay is an alarm', (word) => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay(4, 3);
    const [alarm] = fridge.stay(word, 6);
    expect(fridge.story()).toEqual(['00:09 probe-fault operational raised']);
    expect(alarm).toMatchObject({ since: MIDNIGHT + 4 * MINUTE, raisedAt: MIDNIGHT + 9 * MINUTE });
    expect(alarm).not.toHaveProperty('value');
    expect(alarm).not.toHaveProperty('limit');
  });

  test('is one fault, whichever of its words the device uses', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 3);
    expect(fridge.stay('probe-short', 3)).toHaveLength(1);
  });

  test('that gives a good value in between begins anew', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 5);
    fridge.see(4);
    expect(fridge.stay('probe-open', 5)).toEqual([]);
  });

  test('is one cause and one alarm: a device that goes on saying so isn’t silent as well', () => {
    const fridge = oneChannel(rule({ probeFault: MINUTE, silence: 10 * MINUTE }));
    fridge.see(4);
    fridge.stay('probe-open', 60);
    fridge.wait(0);
    expect(fridge.judge().alarms()).toMatchObject([{ cause: 'probe-fault' }]);
  });

  test('does not hide that the device fell silent altogether', () => {
    const fridge = oneChannel(rule({ probeFault: MINUTE, silence: 10 * MINUTE }));
    fridge.see(4);
    fridge.stay('probe-open', 5);
    fridge.wait(11);
    expect(fridge.judge().alarms()).toMatchObject([{ cause: 'silence' }, { cause: 'probe-fault' }]);
  });

  test('clears at the first good value, which it names', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 60);
    expect(fridge.see(4.2)).toMatchObject([{ cause: 'probe-fault', active: false, value: 4.2 }]);
  });

  test('clears so even before its silence would count as a gap', () => {
    const fridge = oneChannel(rule({ probeFault: MINUTE }));
    fridge.see(4);
    fridge.stay('probe-open', 2);
    expect(fridge.see(4)).toMatchObject([{ cause: 'probe-fault', active: false }]);
  });

  test('is not well again because nobody answers, or because a value is doubted', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 6);
    fridge.stay('no-answer', 60);
    fridge.stay('out-of-range', 60);
    expect(fridge.judge().alarms()).toHaveLength(1);
  });

  test('is not proven by silence: a gap holds the delay', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 3);
    fridge.stay('no-answer', 60);
    expect(fridge.stay('probe-open', 3)).toEqual([]);
    expect(fridge.stay('probe-open', 1)).toHaveLength(1);
  });

  test('leaves the limit’s alarm standing: nothing says that it is cold again', () => {
    const fridge = oneChannel();
    fridge.stay(9, 31);
    fridge.stay('probe-open', 60);
    expect(
      fridge
        .judge()
        .alarms()
        .map(({ cause }) => cause),
    ).toEqual(['probe-fault', 'high']);
  });

  test('survives a restart in the midst of its delay', () => {
    const fridge = oneChannel(fiveMinutes);
    fridge.stay('probe-open', 3);
    fridge.restart({ minutes: 0 });
    expect(fridge.stay('probe-open', 3)).toMatchObject([{ since: MIDNIGHT + MINUTE }]);
  });
});
