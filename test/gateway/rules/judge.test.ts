import { describe, expect, test } from 'vitest';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { channel, limit, MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

const at = (minutes: number) => ({ now: MIDNIGHT + minutes * MINUTE, elapsed: minutes * MINUTE });
const numbered = () => {
  let ids = 0;
  return (): string => {
    ids += 1;
    return `alarm-${ids}`;
  };
};
const immediate = rule({ limits: [limit({ onDelay: 0 })] });

describe('a judge of several channels', () => {
  test('names the channel of each fact, in the order of the answer', () => {
    const judge = createJudge([channel(immediate, 'a'), channel(undefined, 'b'), channel(immediate, 'c')], {
      saved: [],
      at: at(0),
      newId: numbered(),
    });
    const facts = judge.judge({ elapsed: MINUTE, channels: [2, 1, 0], values: [9, 9, 9] }, at(1));
    expect(facts.filter(({ kind }) => kind === 'alarm')).toMatchObject([{ channel: 'c' }, { channel: 'a' }]);
  });

  test('has nothing to say of channels without a rule, nor of places it doesn’t know', () => {
    const judge = createJudge([channel(undefined)], { saved: [], at: at(0), newId: numbered() });
    expect(judge.judge({ elapsed: MINUTE, channels: [0, 7], values: [99, 99] }, at(1))).toEqual([]);
    expect(judge.tick(at(9_999))).toEqual([]);
  });

  test('gives the same empty list while nothing happens', () => {
    const judge = createJudge([channel(immediate)], { saved: [], at: at(0), newId: numbered() });
    const observation = (minutes: number) => judge.judge({ elapsed: minutes * MINUTE, channels: [0], values: [4] }, at(minutes));
    expect(observation(1)).toBe(observation(2));
    expect(judge.tick(at(2))).toBe(judge.tick(at(3)));
  });

  test('takes the time of the answer, not the moment of judging, for what it proves', () => {
    const judge = createJudge([channel(rule({ limits: [limit({ onDelay: 2 * MINUTE })] }))], {
      saved: [],
      at: at(0),
      newId: numbered(),
    });
    judge.judge({ elapsed: 1 * MINUTE, channels: [0], values: [9] }, at(4));
    expect(judge.judge({ elapsed: 2 * MINUTE, channels: [0], values: [9] }, at(5))).toEqual([]);
    const [alarm] = judge.judge({ elapsed: 3 * MINUTE, channels: [0], values: [9] }, at(6));
    expect(alarm).toMatchObject({ since: at(1).now, raisedAt: at(6).now });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('never takes %d for a measurement, whatever its quality says', (value) => {
    const judge = createJudge([channel(immediate)], { saved: [], at: at(0), newId: numbered() });
    expect(judge.judge({ elapsed: MINUTE, channels: [0], values: [value] }, at(1))).toEqual([]);
  });

  test.each([
    [[5, 6, 7, 6, 5, 8], 3, 1],
    [[5, 6, 5, 6, 5, 6], 2, 0],
  ])('of answers at the minutes %j proves no minute twice, and takes none back', (minutes, onDelay, alarms) => {
    const judge = createJudge([channel(rule({ limits: [limit({ onDelay: onDelay * MINUTE })] }))], {
      saved: [],
      at: at(0),
      newId: numbered(),
    });
    for (const minute of minutes) judge.judge({ elapsed: minute * MINUTE, channels: [0], values: [9] }, at(8));
    expect(judge.alarms()).toHaveLength(alarms);
  });

  test.each([
    ['quiet', 5],
    ['in alarm', -5],
  ])('is not set back by an answer from before the last one, %s', (_, value) => {
    const limits = [limit(), limit({ side: 'low', value: 0, onDelay: 0 })];
    const judge = createJudge([channel(rule({ limits, afterGap: true, silence: 4 * MINUTE }))], {
      saved: [],
      at: at(0),
      newId: numbered(),
    });
    for (const minute of [5, 6, 5]) judge.judge({ elapsed: minute * MINUTE, channels: [0], values: [value] }, at(6));
    expect(judge.tick(at(9.5))).toEqual([]);
    const facts = judge.judge({ elapsed: 9 * MINUTE, channels: [0], values: [9] }, at(9.5));
    expect(facts.filter((fact) => fact.kind === 'alarm' && fact.cause === 'after-gap')).toEqual([]);
  });

  test('tells whole milliseconds, though its clock has fractions', () => {
    const now = { now: MIDNIGHT, elapsed: 1_000.5 };
    const judge = createJudge([channel(rule({ limits: [limit({ onDelay: 0 })], silence: 1 }))], {
      saved: [],
      at: now,
      newId: numbered(),
    });
    const facts = [
      ...judge.judge({ elapsed: 999.75, channels: [0], values: [9] }, now),
      ...judge.tick({ now: MIDNIGHT + 5, elapsed: 1_005.25 }),
    ];
    expect(facts).toMatchObject([{ since: MIDNIGHT - 1 }, { since: MIDNIGHT }]);
  });

  test('lets an after-gap alarm begin with its value, however late that is judged', () => {
    const judge = createJudge([channel(rule({ afterGap: true }))], { saved: [], at: at(0), newId: numbered() });
    judge.judge({ elapsed: MINUTE, channels: [0], values: [4] }, at(1));
    expect(judge.judge({ elapsed: 60 * MINUTE, channels: [0], values: [9] }, at(61))).toMatchObject([
      { since: at(60).now, raisedAt: at(61).now },
    ]);
  });
});

describe('what is saved', () => {
  const texts = (fridge: ReturnType<typeof oneChannel>) => Object.fromEntries(fridge.saved().map(({ key, text }) => [key, text]));

  test('is nothing new while a channel is quiet', () => {
    const fridge = oneChannel();
    fridge.see(4);
    const before = texts(fridge);
    fridge.stay(4, 100);
    expect(texts(fridge)).toEqual(before);
    expect(fridge.judge().takeStates()).toEqual([]);
  });

  test('changes while a delay runs, and no more once the alarm stands', () => {
    const fridge = oneChannel();
    fridge.stay(9, 10);
    const pending = texts(fridge);
    fridge.see(9);
    expect(texts(fridge)).not.toEqual(pending);
    fridge.stay(9, 40);
    const standing = texts(fridge);
    fridge.stay(9, 40);
    expect(texts(fridge)).toEqual(standing);
  });

  test('doesn’t change while a broken probe’s alarm stands', () => {
    const fridge = oneChannel();
    fridge.stay('probe-open', 10);
    const writes = fridge.writes();
    fridge.stay('probe-open', 10);
    expect(fridge.writes()).toBe(writes);
  });

  test('is small', () => {
    const fridge = oneChannel();
    fridge.see(4);
    expect(
      fridge
        .saved()
        .map(({ text }) => text?.length ?? 0)
        .reduce((sum, each) => sum + each),
    ).toBeLessThan(120);
  });
});
