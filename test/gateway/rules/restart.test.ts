import { describe, expect, test } from 'vitest';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { channel, limit, MIDNIGHT, MINUTE, oneChannel, rule } from './one-channel.ts';

describe('a restart of the gateway', () => {
  test('in the midst of a delay loses none of it', () => {
    const fridge = oneChannel();
    fridge.stay(9, 20);
    fridge.restart({ minutes: 1 });
    fridge.stay(9, 9);
    expect(fridge.story()).toEqual([]);
    expect(fridge.see(9)).toMatchObject([{ since: MIDNIGHT + MINUTE, raisedAt: MIDNIGHT + 31 * MINUTE }]);
  });

  test('in mid-alarm keeps the alarm under its id', () => {
    const fridge = oneChannel();
    const [raised] = fridge.stay(9, 31);
    fridge.restart({ minutes: 1 });
    expect(fridge.judge().alarms()).toMatchObject([{ id: raised?.id, active: true }]);
    expect(fridge.stay(9, 60)).toEqual([]);
    expect(fridge.see(5)).toMatchObject([{ id: raised?.id, active: false }]);
  });

  test('in the midst of an off-delay goes on with it', () => {
    const fridge = oneChannel(rule({ limits: [limit({ offDelay: 10 * MINUTE })] }));
    fridge.stay(9, 31);
    fridge.stay(5, 6);
    fridge.restart({ minutes: 0 });
    expect(fridge.stay(5, 4)).toEqual([]);
    expect(fridge.see(5)).toHaveLength(1);
  });

  test('that takes longer than a gap holds the delay', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.restart({ minutes: 600 });
    fridge.stay(9, 10);
    expect(fridge.story()).toEqual([]);
    expect(fridge.see(9)).toHaveLength(1);
  });
});

describe('after a restart', () => {
  test('each level of one limit is where it was', () => {
    const fridge = oneChannel(rule({ limits: [limit(), limit({ level: 'operational', onDelay: 10 * MINUTE })] }));
    fridge.stay(9, 11);
    fridge.restart({ minutes: 0 });
    expect(
      fridge
        .judge()
        .alarms()
        .map(({ level }) => level),
    ).toEqual(['operational']);
    fridge.stay(9, 20);
    expect(fridge.story()).toEqual(['00:11 high operational raised', '00:31 high legal raised']);
  });

  test('no alarm stands that a good value had cleared', () => {
    const fridge = oneChannel(rule({ probeFault: MINUTE, silence: 2 * MINUTE }));
    fridge.see(4);
    fridge.stay('probe-open', 2);
    fridge.wait(3);
    expect(
      fridge
        .judge()
        .alarms()
        .map(({ cause }) => cause),
    ).toEqual(['silence', 'probe-fault']);
    fridge.restart({ minutes: 0 });
    expect(fridge.judge().alarms()).toHaveLength(2);
    fridge.see(4, 0);
    fridge.restart({ minutes: 0 });
    expect(fridge.judge().alarms()).toEqual([]);
  });

  test('no probe is broken that was well again', () => {
    const fridge = oneChannel(rule({ probeFault: MINUTE }));
    fridge.see(4);
    fridge.stay('probe-open', 2);
    fridge.see(4, 0);
    fridge.restart({ minutes: 0 });
    expect(fridge.judge().alarms()).toEqual([]);
  });

  test('no silence stands that was broken', () => {
    const fridge = oneChannel(rule({ silence: 2 * MINUTE }));
    fridge.see(4);
    fridge.wait(2);
    fridge.see(4, 0);
    fridge.restart({ minutes: 0 });
    expect(fridge.judge().alarms()).toEqual([]);
  });

  test('a gap that had ended stays ended', () => {
    const fridge = oneChannel(rule({ afterGap: true }));
    fridge.see(5);
    fridge.wait(10);
    fridge.restart({ minutes: 0 });
    fridge.see(5);
    fridge.restart({ minutes: 0 });
    expect(fridge.see(9)).toEqual([]);
  });

  test('a gap stays none that a value, judged late, showed to be none', () => {
    const fridge = oneChannel(rule({ afterGap: true }));
    fridge.see(5);
    const states = new Map(fridge.saved().map(({ key, text }) => [key, text]));
    const at = { now: MIDNIGHT + 5 * MINUTE, elapsed: 65 * MINUTE };
    fridge.judge().tick(at);
    fridge.judge().judge({ elapsed: 64 * MINUTE, channels: [0], values: [5] }, at);
    for (const { key, text } of fridge.judge().takeStates()) states.set(key, text);
    expect(states.get('rules/channel/fridge-1/temperature')).toContain('"gap":false');
  });

  test('without knowing when the last run ended, there is a gap', () => {
    const fridge = oneChannel();
    fridge.stay(5, 10);
    const at = { now: MIDNIGHT + 11 * MINUTE, elapsed: 71 * MINUTE };
    const judge = createJudge([channel(rule({ afterGap: true }))], { saved: fridge.saved(), at: at, newId: () => 'new' });
    expect(judge.judge({ elapsed: at.elapsed, channels: [0], values: [9] }, at)).toMatchObject([{ cause: 'after-gap' }]);
  });
});

describe('a restart of the machine', () => {
  test('keeps what was proven, and the beginning in wall time; the clock that only grows begins anew', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.restart({ minutes: 120, machine: true });
    fridge.stay(9, 10);
    expect(fridge.see(9)).toMatchObject([{ since: MIDNIGHT + MINUTE, raisedAt: MIDNIGHT + (141 + 11) * MINUTE }]);
  });

  test('leaves the old beginning alone when the wall clock becomes right afterwards', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.restart({ minutes: 1, machine: true });
    fridge.step(600);
    expect(fridge.stay(9, 11)).toMatchObject([{ since: MIDNIGHT + MINUTE }]);
  });

  test('twice in one delay adds up', () => {
    const fridge = oneChannel();
    fridge.stay(9, 11);
    fridge.restart({ minutes: 60, machine: true });
    fridge.stay(9, 11);
    fridge.restart({ minutes: 60, machine: true });
    expect(fridge.stay(9, 10)).toEqual([]);
    expect(fridge.see(9)).toMatchObject([{ since: MIDNIGHT + MINUTE }]);
  });

  test('and then one of the gateway read no time of the old run as of the new one', () => {
    const fridge = oneChannel();
    fridge.stay(9, 21);
    fridge.restart({ minutes: 60, machine: true });
    fridge.see('no-answer', 0);
    fridge.restart({ minutes: 0 });
    fridge.stay(9, 10);
    expect(fridge.see(9)).toMatchObject([{ since: MIDNIGHT + MINUTE }]);
  });

  test('is also what a stepped wall clock looks like, when the step was not saved: less is proven then, never more', () => {
    const fridge = oneChannel();
    fridge.stay(9, 20);
    const states = fridge.saved();
    fridge.step(60);
    fridge.restart({ minutes: 1, states });
    expect(fridge.stay(9, 10)).toEqual([]);
    expect(fridge.stay(9, 2)).toHaveLength(1);
  });
});

describe('a step of the wall clock', () => {
  test('that was saved makes no restart a gap', () => {
    const fridge = oneChannel();
    fridge.stay(9, 20);
    fridge.step(-600);
    fridge.restart({ minutes: 1 });
    expect(fridge.stay(9, 9)).toEqual([]);
    expect(fridge.see(9)).toHaveLength(1);
  });
});

test('a wall clock that drifts by less than a second is not a restart of the machine', () => {
  const fridge = oneChannel(rule({ afterGap: true }));
  fridge.stay(5, 10);
  fridge.step(0.01);
  fridge.restart({ minutes: 0 });
  expect(fridge.see(9)).toEqual([]);
  fridge.restart({ minutes: 0, states: fridge.saved() });
  expect(fridge.saved().filter(({ key }) => key === 'rules/run')).toEqual([
    { key: 'rules/run', text: JSON.stringify({ v: 1, start: MIDNIGHT - 60 * MINUTE }) },
  ]);
});

describe('a saved state', () => {
  const damaged = ['', '{', 'null', '{"v":2}', '{"v":1,"gap":"yesterday","limits":[]}', '{"v":1}'];

  test.each(damaged)('that reads %j is reported, and its channel starts fresh', (text) => {
    const fridge = oneChannel();
    fridge.stay(9, 29);
    const key = 'rules/channel/fridge-1/temperature';
    fridge.restart({ minutes: 0, states: [...fridge.saved().filter((state) => state.key !== key), { key, text }] });
    expect(fridge.judge().ignored).toEqual([{ key, text }]);
    expect(fridge.stay(9, 30)).toEqual([]);
    expect(fridge.see(9)).toHaveLength(1);
  });

  test('of the machine’s start that can’t be read makes the restart a gap', () => {
    const fridge = oneChannel(rule({ afterGap: true }));
    fridge.stay(5, 10);
    const states = fridge.saved().map((state) => (state.key === 'rules/run' ? { key: state.key, text: '?' } : state));
    fridge.restart({ minutes: 0, states });
    expect(fridge.judge().ignored).toEqual([{ key: 'rules/run', text: '?' }]);
    expect(fridge.see(9)).toMatchObject([{ cause: 'after-gap' }]);
  });

  test('of somebody else is left alone', () => {
    const fridge = oneChannel();
    fridge.restart({ minutes: 0, states: [{ key: 'cases/1', text: '?' }] });
    expect(fridge.judge().ignored).toEqual([]);
  });
});

describe('a changed configuration', () => {
  test('that drops the limit clears its alarm: nobody would ever clear it otherwise', () => {
    const fridge = oneChannel();
    const [raised] = fridge.stay(9, 31);
    fridge.restart({ minutes: 1, rule: rule({ limits: [limit({ value: 10 })] }) });
    expect(fridge.judge().alarms()).toEqual([]);
    expect(fridge.wait(1)).toMatchObject([
      { id: raised?.id, active: false, clearedAt: MIDNIGHT + 33 * MINUTE, reason: 'not-judged', limit: 8 },
    ]);
    fridge.restart({ minutes: 1 });
    expect(fridge.judge().alarms()).toEqual([]);
    expect(fridge.wait(1)).toEqual([]);
  });

  test('that drops the channel clears its alarms and forgets it', () => {
    const fridge = oneChannel();
    fridge.stay(9, 31);
    const at = { now: MIDNIGHT + 40 * MINUTE, elapsed: 100 * MINUTE };
    const judge = createJudge([channel(rule(), 'fridge-2/temperature')], { saved: fridge.saved(), at: at, newId: () => 'new' });
    expect(judge.takeStates().filter(({ text }) => text === undefined)).toEqual([]);
    expect(judge.tick(at)).toMatchObject([
      { channel: 'fridge-1/temperature', active: false, clearedAt: at.now, reason: 'not-judged' },
    ]);
    expect(judge.takeStates()).toEqual([{ key: 'rules/channel/fridge-1/temperature' }]);
    expect([judge.tick(at), judge.takeStates()]).toEqual([[], []]);
  });

  test('that drops the rule does so too', () => {
    const fridge = oneChannel();
    fridge.stay(9, 31);
    const at = { now: MIDNIGHT + 40 * MINUTE, elapsed: 100 * MINUTE };
    const judge = createJudge([channel(undefined)], { saved: fridge.saved(), at: at, newId: () => 'new' });
    expect(judge.tick(at)).toHaveLength(1);
  });

  test('that changes another limit leaves the alarm standing', () => {
    const fridge = oneChannel();
    fridge.stay(9, 31);
    fridge.restart({ minutes: 1, rule: rule({ limits: [limit({ side: 'low', value: 0 }), limit()] }) });
    expect(fridge.wait(1)).toEqual([]);
    expect(fridge.judge().alarms()).toHaveLength(1);
  });
});
