import { describe, expect, test } from 'vitest';
import { createAlarmDesk } from '../../../../gateway/cases/alarms/alarm-desk.ts';
import { loadAlarmHandling } from '../../../../gateway/cases/alarms/load-alarm-handling.ts';
import type { Fact } from '../../../../gateway/domain/fact.ts';
import { at, openBook } from './a-book.ts';
import { anAlarm, clearedFact, raisedFact } from './an-alarm.ts';

const HOUR = 3_600_000;
const NOW = 10 * HOUR;

/** A desk at ten hours, on a book with a legal and an operational alarm. */
const openDesk = async (first = 1, untold: ReadonlySet<string> = new Set()) => {
  const book = openBook();
  book.take([raisedFact(anAlarm('legal-1', { level: 'legal' })), raisedFact(anAlarm('work-1'))], at(1_000));
  const commits: (readonly Fact[])[] = [];
  const disposed: unknown[] = [];
  const desk = createAlarmDesk({
    book,
    handling: await loadAlarmHandling(),
    clock: { now: () => NOW, elapsed: () => NOW, after: () => () => undefined },
    language: 'en',
    know: async (facts) => {
      commits.push(facts);
      return { first, dropped: 0 };
    },
    refer: async (by) => `ref-of-${by}`,
    isUntold: (alarm) => untold.has(alarm),
    disposed: (alarm, goods) => {
      disposed.push([alarm, goods]);
      return [];
    },
  });
  return { book, desk, commits, disposed };
};

describe('an act on an alarm', () => {
  test('is a fact beside the alarm’s new state, in one transaction', async () => {
    const { desk, commits } = await openDesk();
    const [alarm] = await desk.acknowledge({ alarm: 'legal-1', by: 'p-01', way: 'command' });
    expect(alarm).toMatchObject({ id: 'legal-1', acknowledged: true, active: true });
    expect(commits).toMatchObject([
      [
        { kind: 'act', at: NOW, by: 'ref-of-p-01', does: 'acknowledge', on: 'legal-1', way: 'command' },
        { kind: 'alarm', at: NOW, id: 'legal-1', acknowledged: true },
      ],
    ]);
  });

  test('may name the beginning of the id, where it fits one alarm', async () => {
    const { desk } = await openDesk();
    expect(await desk.acknowledge({ alarm: 'leg', by: 'p-01' })).toHaveLength(1);
    await expect(desk.acknowledge({ alarm: 'nobody', by: 'p-01' })).rejects.toMatchObject({ code: 'request-refused' });
    await expect(desk.acknowledge({ alarm: 'leg', by: 'p-01' })).rejects.toThrow('acknowledged before');
  });

  test('of all acknowledges each that wants it, once; two people may answer', async () => {
    const { desk, commits } = await openDesk();
    expect(await desk.acknowledge({ alarm: 'all', by: 'p-01' })).toHaveLength(2);
    expect(await desk.acknowledgeBy('sms', 'p-02')).toEqual([]);
    expect(commits).toHaveLength(1);
  });

  test('of all leaves out what stands and nobody was told of yet; whoever names it has seen it', async () => {
    const { desk, book } = await openDesk(1, new Set(['legal-1', 'over']));
    const over = anAlarm('over', { raisedAt: 2_000 });
    book.take([raisedFact(over), clearedFact(over, 3_000)], at(3_000));
    expect(await desk.acknowledgeBy('button', 'push-button')).toMatchObject([{ id: 'work-1' }, { id: 'over' }]);
    expect(await desk.acknowledge({ alarm: 'all', by: 'p-01' })).toEqual([]);
    expect(await desk.acknowledge({ alarm: 'legal-1', by: 'p-01' })).toMatchObject([{ id: 'legal-1', acknowledged: true }]);
  });

  test('that comes as an answer to a message speaks of the alarms that were told', async () => {
    const { desk, book } = await openDesk();
    expect(await desk.acknowledgeBy('sms', 'p-02', ['work-1', 'long-gone'])).toMatchObject([{ id: 'work-1' }]);
    expect(book.get('legal-1')?.alarm.acknowledged).toBe(false);
  });

  test('confirms with an action of the list, the goods and words, and tells the excursion of it', async () => {
    const { desk, commits, disposed, book } = await openDesk();
    book.take([clearedFact(anAlarm('legal-1', { level: 'legal' }), 5_000)], at(5_000));
    const form = {
      alarm: 'legal-1',
      by: '张老师',
      action: 'goods-moved',
      goods: 'moved',
      kilograms: '12.5',
      words: 'to the cold room',
    };
    await desk.confirm(form);
    expect(commits[0]?.[0]).toMatchObject({
      does: 'confirm',
      action: 'goods-moved',
      goods: 'moved',
      kilograms: '12.5',
      words: 'to the cold room',
    });
    expect(disposed).toEqual([['legal-1', 'moved']]);
    expect(book.get('legal-1')).toBeUndefined();
  });

  test.each([
    [{ action: 'cycle-repeated' }, 'doesn’t fit'],
    [{ action: 'other' }, '--words'],
    [{ action: 'door-closed', kilograms: 'twelve' }, 'wrong with what was entered'],
    [{ action: 'door-closed' }, '--goods'],
    [{ action: 'door-closed', kilograms: '12' }, '--goods'],
    [{ action: 'door-closed', goods: 'eaten' }, 'wrong with what was entered'],
  ])('refuses %j, and changes nothing', async (said, why) => {
    const { desk, commits } = await openDesk();
    await expect(desk.confirm({ alarm: 'legal-1', by: 'p-01', ...said })).rejects.toThrow(why);
    expect(commits).toEqual([]);
  });

  test('that the disk does not take is told as not kept', async () => {
    const { desk } = await openDesk(0);
    await expect(desk.acknowledge({ alarm: 'all', by: 'p-01' })).rejects.toMatchObject({ code: 'journal-full' });
  });

  test('on an alarm that stands for others says for how many', async () => {
    const { desk, book, commits } = await openDesk();
    for (let n = 1; n <= 12; n += 1) {
      const alarm = anAlarm(`n-${n}`, { raisedAt: n });
      book.take([raisedFact(alarm), clearedFact(alarm, n)], at(n));
    }
    await desk.acknowledge({ alarm: 'all', by: 'p-01' });
    const acts = commits.flat().filter((fact) => fact.kind === 'act' && 'earlier' in fact);
    expect(acts).toMatchObject([{ on: 'n-5', earlier: 4 }]);
  });
});

test.each(['voice', 'sms', 'button'])('no form may claim that it came by %s', async (way) => {
  const { desk, commits } = await openDesk();
  await expect(desk.acknowledge({ alarm: 'all', by: 'p-01', way })).rejects.toMatchObject({ code: 'request-refused' });
  expect(commits).toEqual([]);
});

describe('shelving', () => {
  test('says until when and why, and is taken back', async () => {
    const { desk, commits, book } = await openDesk();
    await desk.shelve({ alarm: 'work-1', by: 'p-01', for: HOUR, reason: 'loading' });
    expect(commits[0]?.[0]).toMatchObject({ does: 'shelve', until: NOW + HOUR, reason: 'loading' });
    expect(book.shelvedUntil(anAlarm('work-1'))).toBe(NOW + HOUR);
    await desk.unshelve({ alarm: 'work-1', by: 'p-01' });
    expect(book.get('work-1')?.alarm.shelved).toBe(false);
    await expect(desk.unshelve({ alarm: 'work-1', by: 'p-01' })).rejects.toThrow('not shelved');
  });

  test.each([
    [{ for: 5 * HOUR, reason: 'x' }, 'at most'],
    [{ until: NOW - 1, reason: 'x' }, 'over already'],
    [{ for: HOUR }, 'wrong'],
    [{ reason: 'x' }, 'wrong'],
  ])('refuses %j', async (said, why) => {
    const { desk } = await openDesk();
    await expect(desk.shelve({ alarm: 'work-1', by: 'p-01', ...said })).rejects.toThrow(why);
  });
});

describe('maintenance', () => {
  test('begins and ends by a person, each an act with the state and the alarms in one transaction', async () => {
    const { desk, commits } = await openDesk();
    await desk.maintenance({ on: 'fridge 1', by: 'p-02', for: HOUR, reason: 'new seal' });
    await desk.maintenance({ on: 'fridge 1', by: 'p-02', end: true });
    expect(commits).toMatchObject([
      [
        { kind: 'act', does: 'maintenance', on: 'fridge 1', until: NOW + HOUR, reason: 'new seal' },
        { kind: 'state', state: 'maintenance', active: true },
        { kind: 'alarm', outOfService: true },
        { kind: 'alarm', outOfService: true },
      ],
      [
        { kind: 'act', does: 'in-service', on: 'fridge 1' },
        { kind: 'state', active: false },
        { kind: 'alarm', outOfService: false },
        { kind: 'alarm', outOfService: false },
      ],
    ]);
  });

  test('without an end has a reason, and is over after a day', async () => {
    const { book, desk, commits } = await openDesk();
    await expect(desk.maintenance({ on: 'site', by: 'p-02' })).rejects.toThrow('say with --for or --until');
    await desk.maintenance({ on: 'site', by: 'p-02', reason: 'rebuilding' });
    expect(commits).toMatchObject([
      [{ does: 'maintenance', until: NOW + 24 * HOUR }, { active: true, until: NOW + 24 * HOUR }, {}, {}],
    ]);
    expect(book.outOfServiceUntil(anAlarm('work-1'))).toBe(NOW + 24 * HOUR);
    expect(book.tick(at(NOW + 24 * HOUR - 1))).toEqual([]);
    expect(book.tick(at(NOW + 24 * HOUR))).toMatchObject([
      { state: 'maintenance', active: false },
      { kind: 'alarm', outOfService: false },
      { kind: 'alarm', outOfService: false },
    ]);
  });

  test('lasts thirty days at most', async () => {
    const { desk } = await openDesk();
    await expect(desk.maintenance({ on: 'site', by: 'p-02', for: 721 * HOUR })).rejects.toThrow('720 h at most');
    expect(await desk.maintenance({ on: 'site', by: 'p-02', for: 720 * HOUR })).toHaveLength(2);
  });

  test('is refused for what the site doesn’t have, and where there is none to end', async () => {
    const { desk } = await openDesk();
    await expect(desk.maintenance({ on: 'fridge 9', by: 'p-02' })).rejects.toThrow('no cabinet');
    await expect(desk.maintenance({ on: 'site', by: 'p-02', end: true })).rejects.toThrow('not in maintenance');
  });
});
