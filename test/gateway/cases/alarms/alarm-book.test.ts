import { describe, expect, test } from 'vitest';
import { at, createKept, openBook } from './a-book.ts';
import { anAlarm, clearedFact, raisedFact } from './an-alarm.ts';

const HOUR = 3_600_000;
const idsOf = (book: ReturnType<typeof openBook>) => book.open().map(({ alarm }) => alarm.id);

describe('the alarm book', () => {
  test('keeps an alarm that cleared until somebody has seen it', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    const [over] = book.take([clearedFact(anAlarm('a'), 5_000)], at(5_000));
    expect(over).toMatchObject({ id: 'a', active: false, clearedAt: 5_000, value: 4, acknowledged: false });
    expect(idsOf(book)).toEqual(['a']);
    expect(book.happen('a', 'acknowledge', at(9_000))).toMatchObject({
      kind: 'alarm',
      at: 9_000,
      acknowledged: true,
      active: false,
    });
    expect(idsOf(book)).toEqual([]);
  });

  test('says with each word of the rules what people have said', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a', { level: 'legal' }))], at(1_000));
    book.happen('a', 'acknowledge', at(2_000));
    const [over] = book.take([clearedFact(anAlarm('a', { level: 'legal' }), 5_000)], at(5_000));
    expect(over).toMatchObject({ active: false, acknowledged: true, confirmed: false });
    expect(idsOf(book)).toEqual(['a']); // the limit is legal: something must be done about it
    book.happen('a', 'confirm', at(6_000));
    expect(idsOf(book)).toEqual([]);
  });

  test('closes at its clearing what was acknowledged before, and nothing else', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    book.happen('a', 'acknowledge', at(2_000));
    book.take([clearedFact(anAlarm('a'), 3_000)], at(3_000));
    expect(idsOf(book)).toEqual([]);
  });

  test('gives each occurrence its own id, and un-acknowledges none when the next begins', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a', { level: 'legal' }))], at(1_000));
    book.happen('a', 'acknowledge', at(2_000));
    book.take([clearedFact(anAlarm('a', { level: 'legal' }), 3_000)], at(3_000));
    book.take([raisedFact(anAlarm('b', { level: 'legal', raisedAt: 4_000 }))], at(4_000));
    expect(book.open().map(({ alarm }) => [alarm.id, alarm.acknowledged])).toEqual([['a', true], ['b', false]]); // biome-ignore format: a table
  });

  test('latches what is of that kind, until it is reset or confirmed', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a', { cause: 'cycle' }))], at(1_000));
    book.happen('a', 'acknowledge', at(2_000));
    const [over] = book.take([clearedFact(anAlarm('a', { cause: 'cycle' }), 3_000)], at(3_000));
    expect(over).toMatchObject({ active: false, latched: true });
    expect(book.happen('a', 'reset', at(4_000))).toMatchObject({ latched: false });
    expect(idsOf(book)).toEqual([]);
  });
});

describe('an alarm that the rules know no more', () => {
  test('is closed at the first tick, and says that nobody knows how its cabinet is', () => {
    const before = openBook();
    before.take([raisedFact(anAlarm('a'))], at(1_000));
    const book = openBook(before.takeStates(), [], at(2_000));
    expect(book.tick(at(3_000))).toMatchObject([{ id: 'a', active: false, clearedAt: 3_000, reason: 'not-judged' }]);
    expect(book.tick(at(4_000))).toEqual([]);
  });

  test('is closed once where the rules themselves say so', () => {
    const before = openBook();
    before.take([raisedFact(anAlarm('a'))], at(1_000));
    const book = openBook(before.takeStates(), [], at(2_000));
    book.take([{ ...clearedFact(anAlarm('a'), 3_000), reason: 'not-judged' }], at(3_000));
    expect(book.tick(at(3_000))).toEqual([]);
    expect(book.get('a')?.alarm).toMatchObject({ active: false, reason: 'not-judged' });
  });
});

describe('a shelf', () => {
  test('holds every alarm of the kind, and ends by itself', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    const [shelved] = book.shelve(anAlarm('a'), 2 * HOUR, at(2_000));
    expect(shelved).toMatchObject({ id: 'a', shelved: true });
    const facts = book.take([clearedFact(anAlarm('a'), 3_000), raisedFact(anAlarm('b', { raisedAt: 4_000 }))], at(4_000));
    expect(facts).toMatchObject([{ id: 'a', active: false, shelved: true }, { id: 'b', active: true, shelved: true }]); // biome-ignore format: a table
    expect(book.tick(at(2 * HOUR - 1))).toEqual([]);
    expect(book.tick(at(2 * HOUR))).toMatchObject([{ id: 'a', shelved: false, acknowledged: false }, { id: 'b', shelved: false }]); // biome-ignore format: a table
    expect(book.tick(at(2 * HOUR + 1))).toEqual([]);
  });

  test('does not end early when the wall clock is put right by an hour', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    book.shelve(anAlarm('a'), 2 * HOUR, at(2_000));
    expect(book.tick({ now: 3 * HOUR, elapsed: HOUR })).toEqual([]);
    expect(book.tick({ now: 4 * HOUR, elapsed: 2 * HOUR })).toHaveLength(1);
  });

  test('ends over a restart by the wall clock', () => {
    const book = openBook();
    const kept = createKept();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    book.shelve(anAlarm('a'), 2 * HOUR, at(2_000));
    kept.keep(book.takeStates());
    const next = openBook(kept.all(), [anAlarm('a')], { now: HOUR, elapsed: 7 });
    expect(next.tick({ now: HOUR, elapsed: 7 })).toEqual([]);
    expect(next.tick({ now: 2 * HOUR, elapsed: 7 + HOUR })).toMatchObject([{ id: 'a', shelved: false, active: true }]);
  });
});

describe('a cabinet in maintenance', () => {
  test.each([
    ['without an end', undefined],
    ['with an end in ten years', 3_650 * 24 * HOUR],
  ])('that an earlier version has kept %s comes back thirty days after it began, with a fact', (_name, until) => {
    const saved = [{ key: 'alarms/service/freezer', text: JSON.stringify({ v: 1, since: HOUR, until, reason: 'new door' }) }];
    const month = 30 * 24 * HOUR;
    const book = openBook(saved, [], at(2 * HOUR));
    expect(book.inMaintenance()).toMatchObject([{ on: 'freezer', until: HOUR + month }]);
    expect(book.takeStates().map(({ text }) => text)).toEqual([expect.stringContaining(`"until":${HOUR + month}`)]);
    expect(book.tick(at(month))).toEqual([]);
    expect(book.tick(at(HOUR + month))).toMatchObject([{ kind: 'state', on: 'freezer', state: 'maintenance', active: false }]);
    const late = openBook(saved, [], at(3 * month));
    expect(late.tick(at(3 * month))).toMatchObject([{ on: 'freezer', active: false }]);
  });

  test('is recorded, not alarmed: what begins and ends meanwhile wants nothing', () => {
    const book = openBook();
    expect(book.beginMaintenance('fridge 1', at(500), { reason: 'defrosting' })).toMatchObject([
      { kind: 'state', on: 'fridge 1', state: 'maintenance', active: true, reason: 'defrosting' },
    ]);
    const [born] = book.take([raisedFact(anAlarm('a', { level: 'legal' }))], at(1_000));
    expect(born).toMatchObject({ kind: 'alarm', active: true, outOfService: true });
    book.take([clearedFact(anAlarm('a', { level: 'legal' }), 2_000)], at(2_000));
    expect(idsOf(book)).toEqual([]);
  });

  test('ends by itself, and what stands then is an alarm', () => {
    const book = openBook();
    book.beginMaintenance('fridge 1', at(500), { until: HOUR });
    book.take([raisedFact(anAlarm('a')), raisedFact(anAlarm('f', { channel: 'freezer/temperature' }))], at(1_000));
    expect(book.get('f')?.alarm.outOfService).toBe(false);
    const ended = book.tick(at(HOUR));
    expect(ended).toMatchObject([
      { kind: 'state', on: 'fridge 1', active: false },
      { kind: 'alarm', id: 'a', outOfService: false, active: true },
    ]);
    book.take([clearedFact(anAlarm('a'), HOUR + 1)], at(HOUR + 1));
    expect(idsOf(book)).toEqual(['a', 'f']);
  });

  test('does not take from an alarm what was owed to it before', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    book.beginMaintenance('site', at(2_000), {});
    book.take([clearedFact(anAlarm('a'), 3_000)], at(3_000));
    expect(idsOf(book)).toEqual(['a']);
  });

  test('outlives a restart', () => {
    const book = openBook();
    const kept = createKept();
    book.beginMaintenance('freezer', at(500), { until: HOUR, reason: 'new door' });
    kept.keep(book.takeStates());
    const next = openBook(kept.all(), [], at(700));
    expect(next.inMaintenance()).toEqual([
      { kind: 'state', at: 500, on: 'freezer', state: 'maintenance', active: true, reason: 'new door', until: HOUR },
    ]);
    expect(next.endMaintenance('freezer', at(800))).toHaveLength(1);
    expect(next.endMaintenance('freezer', at(900))).toEqual([]);
    kept.keep(next.takeStates());
    expect(kept.all()).toEqual([]);
  });
});

describe('what was begun while the wall clock was a month ahead', () => {
  const AHEAD = 720 * HOUR;
  const begun = () => {
    const book = openBook();
    const kept = createKept();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    book.shelve(anAlarm('a'), AHEAD + 2 * HOUR, { now: AHEAD, elapsed: 2_000 });
    book.beginMaintenance('freezer', { now: AHEAD, elapsed: 2_000 }, { until: AHEAD + HOUR });
    kept.keep(book.takeStates());
    return kept;
  };

  test('lasts no longer than it was meant to, once the clock is right and the gateway starts anew', () => {
    const kept = begun();
    const next = openBook(kept.all(), [anAlarm('a')], at(10_000));
    expect(next.inMaintenance()).toMatchObject([{ on: 'freezer', at: 10_000, until: 10_000 + HOUR }]);
    expect(next.shelvedUntil(anAlarm('a'))).toBe(10_000 + 2 * HOUR);
    expect(next.tick(at(10_000 + HOUR))).toMatchObject([{ on: 'freezer', active: false }]);
    expect(next.tick(at(10_000 + 2 * HOUR))).toMatchObject([{ id: 'a', shelved: false }]);
  });

  test('does not begin anew with each start', () => {
    const kept = begun();
    kept.keep(openBook(kept.all(), [anAlarm('a')], at(10_000)).takeStates());
    const third = openBook(kept.all(), [anAlarm('a')], at(HOUR));
    expect(third.inMaintenance()).toMatchObject([{ until: 10_000 + HOUR }]);
    expect(third.shelvedUntil(anAlarm('a'))).toBe(10_000 + 2 * HOUR);
  });

  test('ends within the longest that anybody may ask for, where it was saved without its beginning', () => {
    const [alarm] = begun()
      .all()
      .filter(({ key }) => key.startsWith('alarms/alarm/'));
    const shelf = { key: 'alarms/shelf/fridge-1/temperature cn.fridge high operational', text: `{"v":1,"until":${AHEAD}}` };
    const next = openBook(alarm === undefined ? [shelf] : [alarm, shelf], [anAlarm('a')], at(10_000));
    expect(next.shelvedUntil(anAlarm('a'))).toBe(10_000 + 4 * HOUR);
  });
});

describe('what is suppressed by design', () => {
  test('wants nothing when it ends so; told, it wants to be seen', () => {
    const book = openBook();
    book.take([raisedFact(anAlarm('a', { suppressed: true })), raisedFact(anAlarm('b', { suppressed: true }))], at(1_000));
    book.take([clearedFact(anAlarm('a', { suppressed: true }), 2_000), raisedFact(anAlarm('b'), 2_000)], at(2_000));
    book.take([clearedFact(anAlarm('b'), 3_000)], at(3_000));
    expect(idsOf(book)).toEqual(['b']);
  });
});

describe('over a restart', () => {
  test('the book knows what people said, and the rules’ own memory takes nothing of it back', () => {
    const book = openBook();
    const kept = createKept();
    book.take([raisedFact(anAlarm('a', { level: 'legal' })), raisedFact(anAlarm('b'))], at(1_000));
    book.happen('a', 'acknowledge', at(2_000));
    book.take([clearedFact(anAlarm('b'), 2_500)], at(2_500));
    kept.keep(book.takeStates());
    const next = openBook(kept.all(), [anAlarm('a', { level: 'legal' })], at(3_000));
    expect(next.tick(at(3_000))).toEqual([]);
    expect(next.open().map(({ alarm }) => [alarm.id, alarm.active, alarm.acknowledged])).toEqual([['a', true, true], ['b', false, false]]); // biome-ignore format: a table
    expect(next.take([clearedFact(anAlarm('a', { level: 'legal' }), 4_000)], at(4_000))).toMatchObject([{ acknowledged: true }]);
  });

  test('an alarm that the rules no longer watch is cleared, once, and still wants to be seen', () => {
    const kept = createKept();
    const book = openBook();
    book.take([raisedFact(anAlarm('a'))], at(1_000));
    kept.keep(book.takeStates());
    const next = openBook(kept.all(), [], at(3_000));
    expect(next.tick(at(3_000))).toMatchObject([{ id: 'a', active: false, clearedAt: 3_000 }]);
    expect(next.tick(at(4_000))).toEqual([]);
    expect(idsOf(next)).toEqual(['a']);
  });

  test('an alarm of the rules that the book has never seen is booked as it stands', () => {
    const next = openBook([], [anAlarm('a')]);
    expect(idsOf(next)).toEqual(['a']);
    expect(next.takeStates()).toHaveLength(1);
  });

  test('states that can’t be read are told, and lose nothing else', () => {
    const ignored = ['alarms/alarm/x', 'alarms/shelf/y', 'alarms/service/z'].map((key) => ({ key, text: '{"v":9}' }));
    const book = openBook([...ignored, { key: 'rules/run', text: 'not ours' }]);
    expect(book.ignored).toEqual(ignored);
  });
});

describe('a thousand alarms that nobody looks at', () => {
  test('come to a few, which say for how many they stand', () => {
    const book = openBook();
    const kept = createKept();
    for (let n = 1; n <= 1_000; n += 1) {
      const alarm = anAlarm(`a-${n}`, { raisedAt: n });
      book.take([raisedFact(alarm)], at(n));
      book.take([clearedFact(alarm, n)], at(n));
      kept.keep(book.takeStates());
    }
    expect(book.open()).toHaveLength(8);
    expect(book.open().reduce((sum, { earlier }) => sum + earlier + 1, 0)).toBe(1_000);
    expect(kept.all()).toHaveLength(8);
    expect(idsOf(book)).toContain('a-1000');
    const restarted = openBook(kept.all());
    expect(restarted.open().reduce((sum, { earlier }) => sum + earlier + 1, 0)).toBe(1_000);
  });
});
