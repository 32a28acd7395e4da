import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeReport } from '../../../../gateway/app/make-report.ts';
import { readSite } from '../../../../gateway/app/read-site.ts';
import { mealsExpectedSince } from '../../../../gateway/cases/kitchen/kitchen-memory.ts';
import { countProvenTime } from '../../../../gateway/cases/kitchen/proven-time.ts';
import { loadRetentionRules } from '../../../../gateway/cases/kitchen/retention-rules.ts';
import { bookOf, bookTable } from '../../../../gateway/cli/retain-words.ts';
import { periodOf } from '../../../../gateway/reports/report-period.ts';
import { HOUR, type KitchenWorld, LUNCH, openKitchenBook, SEVEN } from './kitchen-at-work.ts';

const retained = ({ facts }: KitchenWorld) => facts().filter((fact) => fact.kind === 'sample');

describe('a retained sample', () => {
  test('stands in the record with dish, amount, time, fridge and until when it is kept, and no name', async () => {
    const world = await openKitchenBook();
    const [pork, spinach] = await world.kitchen.retain(LUNCH);
    expect([pork?.id, spinach?.id]).toEqual(['260114-L1', '260114-L2']);
    expect(retained(world)[0]).toMatchObject({
      purpose: 'retention', dish: '红烧肉', meal: 'lunch', grams: 130, takenAt: SEVEN, cabinet: '0号冷藏柜', until: SEVEN + 48 * HOUR,
    }); // biome-ignore format: a fact
    expect(JSON.stringify(world.facts())).not.toContain('张老师');
    expect(world.people.get(pork?.by ?? '')).toBe('{"name":"张老师"}');
  });

  test('is of one person, by id as by name', async () => {
    const { kitchen } = await openKitchenBook();
    const [[byName], [byId]] = [await kitchen.retain(LUNCH), await kitchen.retain({ ...LUNCH, by: 'p-01' })];
    expect(byName?.by).toBe(byId?.by);
  });

  test('that is too small is kept all the same, and shown to be', async () => {
    const { kitchen } = await openKitchenBook();
    await kitchen.retain({ ...LUNCH, grams: 100 });
    expect((await kitchen.retained()).samples[0]).toMatchObject({ short: true, by: '张老师' });
  });

  test('is corrected by a fact that names the one before', async () => {
    const world = await openKitchenBook();
    const [pork] = await world.kitchen.retain(LUNCH);
    const [right] = await world.kitchen.retain({ ...LUNCH, dishes: ['红烧排骨'], corrects: pork?.id });
    expect(right).toMatchObject({ id: pork?.id, dish: '红烧排骨' });
    expect(world.facts()[(right?.of ?? 0) - 1]).toMatchObject({ id: pork?.id, dish: '红烧肉' });
  });

  test('is corrected within its day alone, and is never kept shorter for that', async () => {
    const world = await openKitchenBook();
    await world.passed(5);
    const [pork] = await world.kitchen.retain({ ...LUNCH, dishes: ['红烧肉'] });
    const change = { ...LUNCH, dishes: ['红烧肉'], corrects: pork?.id };
    for (const takenAt of [SEVEN - 19 * HOUR, world.clock.now() - 48 * HOUR])
      await expect(world.kitchen.retain({ ...change, takenAt })).rejects.toMatchObject({
        code: 'request-refused', message: expect.stringContaining('of its day'),
      }); // biome-ignore format: an error
    expect(await world.kitchen.retain({ ...change, takenAt: SEVEN + HOUR })).toMatchObject([
      { takenAt: SEVEN + HOUR, until: SEVEN + 53 * HOUR },
    ]);
    await world.passed(46);
    expect(await world.kitchen.dispose({ due: true, by: '张老师' })).toEqual([]);
  });

  test('that is entered long after it was taken shows both times, whatever is said of it later', async () => {
    const world = await openKitchenBook();
    await world.kitchen.retain({ ...LUNCH, dishes: ['红烧肉'] });
    await world.kitchen.retain({ ...LUNCH, dishes: ['红烧鱼'], takenAt: SEVEN - 47 * HOUR });
    await world.passed(1);
    await world.kitchen.retain({ ...LUNCH, dishes: ['红烧排骨'], corrects: '260114-L1' });
    const [punctual, late] = (await world.kitchen.retained()).samples;
    expect(punctual?.enteredLate).toBeUndefined();
    expect([late?.sample.takenAt, late?.enteredLate]).toEqual([SEVEN - 47 * HOUR, SEVEN]);
    const [gone] = await world.kitchen.dispose({ ids: [late?.sample.id], by: 'p-01', words: 'smells' });
    expect(gone).toMatchObject({ at: SEVEN + HOUR, enteredAt: SEVEN });
    expect((await world.kitchen.retained()).samples[1]?.enteredLate).toBe(SEVEN);
    const [, line] = bookTable(bookOf(await world.kitchen.retained()), { timezone: 'Asia/Shanghai', language: 'en' }).slice(1);
    expect(line).toContain('2026-01-12 08:00 (entered on 2026-01-14 07:00)');
  });

  test.each([
    ['in a fridge that holds none', { cabinet: '1号冷藏柜' }, 'no fridge for retained samples'],
    ['of tomorrow', { takenAt: SEVEN + 24 * HOUR }, 'in the future'],
    ['of last week', { takenAt: SEVEN - 7 * 24 * HOUR }, 'too far back'],
    ['that corrects nothing', { corrects: '260101-L1' }, 'no retained sample'],
  ])('%s is refused', async (_, changed, words) => {
    const world = await openKitchenBook();
    await expect(world.kitchen.retain({ ...LUNCH, ...changed })).rejects.toMatchObject({
      code: 'request-refused', message: expect.stringContaining(words),
    }); // biome-ignore format: an error
    expect(retained(world)).toEqual([]);
  });

  test('of nothing at all is told all its faults at once', async () => {
    const { kitchen } = await openKitchenBook();
    await expect(kitchen.retain({})).rejects.toMatchObject({ faults: { length: 4 } });
  });
});

describe('disposal', () => {
  test('falls due after 48 hours, to the minute, and is over once it is done', async () => {
    const world = await openKitchenBook({ retention: undefined });
    const [sample] = await world.kitchen.retain({ ...LUNCH, dishes: ['红烧肉'], cabinet: '0号冷藏柜' });
    await world.passed(47.8);
    expect(world.told()).toEqual([]);
    await world.passed(0.5);
    expect(world.told()).toEqual(['disposal-due retention:260114-L1 true']);
    expect((await world.kitchen.retained()).samples[0]?.due).toBe(true);
    const [gone] = await world.kitchen.dispose({ due: true, by: 'p-01' });
    expect(gone).toMatchObject({ id: sample?.id, disposedAt: world.clock.now() });
    expect(world.facts()[(gone?.of ?? 0) - 1]).toEqual(sample);
    expect(world.told().at(-1)).toBe('disposal-due retention:260114-L1 false');
    expect(world.kitchen.lasting()).toEqual([]);
  });

  test('before its time needs a word why', async () => {
    const { kitchen } = await openKitchenBook();
    await kitchen.retain(LUNCH);
    const act = { ids: ['260114-L1'], by: 'p-01' };
    await expect(kitchen.dispose(act)).rejects.toMatchObject({ message: expect.stringContaining('2026-01-16 07:00') });
    await expect(kitchen.dispose({ ...act, words: 'broke\u001b[2J' })).rejects.toMatchObject({ code: 'request-refused' });
    expect(await kitchen.dispose({ ...act, words: 'the container broke' })).toMatchObject([{ words: 'the container broke' }]);
    await expect(kitchen.dispose(act)).rejects.toMatchObject({ message: expect.stringContaining('already') });
  });
});

describe('a meal without a sample', () => {
  test('is named once its time is past, on the days on which it is served, and not on a closed one', async () => {
    const world = await openKitchenBook();
    await world.passed(5.8);
    expect(world.told()).toEqual([]);
    await world.kitchen.retain(LUNCH);
    await world.passed(24 * 4);
    const missed = world.told().filter((words) => words.startsWith('sample-missing') && words.endsWith('true'));
    // Friday the 16th is closed, and then it is the weekend.
    expect(missed).toEqual([
      'sample-missing retention:2026-01-14/dinner true',
      'sample-missing retention:2026-01-15/lunch true',
      'sample-missing retention:2026-01-15/dinner true',
    ]);
    expect(world.told()).toContain('sample-missing retention:2026-01-14/dinner false past');
  });

  test('is missed no longer once a sample is noted late', async () => {
    const world = await openKitchenBook();
    await world.passed(6.5);
    expect((await world.kitchen.retained()).missing).toMatchObject([{ date: '2026-01-14', meal: 'lunch' }]);
    await world.kitchen.retain({ ...LUNCH, takenAt: SEVEN + 5 * HOUR });
    // In the same transaction: whoever looks right after is not told of a meal that he has just noted.
    expect(world.told()).toEqual([
      'sample-missing retention:2026-01-14/lunch true',
      'sample-missing retention:2026-01-14/lunch false',
    ]);
  });

  const lunch = [{ date: '2026-01-14', meal: 'lunch' }];
  const closed = [{ from: '2026-01-14', to: '2026-01-14', off: [] }];
  const [timezone, weekdays] = ['Asia/Shanghai', ['wed'] as const];

  test.each([
    ['its day is closed', { calendar: { timezone, weekdays, closed, extra: [], running: [] } }],
    ['it leaves the plan', { retention: { cabinets: ['0号冷藏柜'], meals: [] } }],
    ['there is no plan any more', { retention: undefined }],
  ])('stays missed, although %s afterwards', async (_, changed) => {
    const before = await openKitchenBook();
    await before.passed(6.5);
    const world = await before.killed(changed);
    await world.passed(24);
    expect((await world.kitchen.retained()).missing).toMatchObject(lunch);
    expect(world.told()).toEqual(['sample-missing retention:2026-01-14/lunch true']);
    await world.passed(24);
    expect(world.told()).toEqual([
      'sample-missing retention:2026-01-14/lunch true',
      'sample-missing retention:2026-01-14/lunch false past',
    ]);
  });

  test('of the days before the site spoke of retained samples is none', async () => {
    const world = await openKitchenBook();
    expect((await world.kitchen.retained()).missing).toEqual([]);
    await world.passed(7);
    const { opened } = (await world.killed()).core;
    expect(mealsExpectedSince(opened.states)).toBe(SEVEN);
    expect(mealsExpectedSince([])).toBeUndefined();
  });

  test('is missing in the report of its month just as in the book, and no meal before it', async () => {
    const world = await openKitchenBook();
    await world.kitchen.retained();
    await world.passed(7);
    const file = join(world.folder, 'larder.yaml');
    writeFileSync(
      file,
      `gateway: { id: no3-canteen, timezone: Asia/Shanghai }
data: .
lines: [{ id: kitchen, tcp: "127.0.0.1:1" }]
devices: [{ id: fridge-0, line: kitchen, unit: 1, profile: xy-md02, channels: { temperature: { cabinet: 0号冷藏柜 } } }]
retention: { cabinets: [0号冷藏柜], meals: [{ meal: lunch, by: "13:00" }] }
`,
    );
    const site = await readSite(file, {}, 'en', false);
    const period = periodOf('month', '2026-01-14', 'Asia/Shanghai');
    const now = world.clock.now();
    const { retention } = (period && makeReport(site, period, { now }).data) ?? {};
    expect(retention).toEqual({ samples: [], due: 1, missing: [{ date: '2026-01-14', meal: 'lunch' }] });
  });
});

describe('kill -9', () => {
  test('right after the answer loses no sample, tells nothing twice, and what fell due meanwhile is told', async () => {
    const rules = await loadRetentionRules();
    let world = await openKitchenBook({ rules: { ...rules, hold: { ...rules.hold, atLeast: 13 * HOUR } } });
    await world.kitchen.retain(LUNCH);
    world = await world.killed();
    expect((await world.kitchen.retained()).samples.map(({ sample }) => sample.id)).toEqual(['260114-L2', '260114-L1']);
    await world.passed(12.2);
    world = await world.killed();
    await world.passed(1);
    const due = world.told().filter((words) => words.startsWith('disposal-due'));
    expect(due).toEqual(['disposal-due retention:260114-L1 true', 'disposal-due retention:260114-L2 true']);
    expect(world.told().filter((words) => words === 'sample-missing retention:2026-01-14/dinner true')).toHaveLength(1);
    world = await world.killed();
    expect(world.kitchen.lasting().map(({ on }) => on)).toContain('retention:260114-L1');
    const [gone] = await world.kitchen.dispose({ ids: ['260114-L1'], by: 'p-01' });
    expect(world.facts()[(gone?.of ?? 0) - 1]).toMatchObject({ id: '260114-L1' });
  });
});

describe('the three times', () => {
  const stretch = { from: 0, to: 1000, low: 0, high: 8, every: 10 };

  test('prove what was measured, one period of a value before a gap, and nothing more of it', () => {
    const count = countProvenTime(stretch);
    for (let time = 100; time <= 400; time += 10) count.see(time, time < 200 ? 4 : 9, true);
    for (let time = 500; time <= 600; time += 10) count.see(time, 4, time !== 550);
    expect(count.result()).toEqual({ in: 100 + 100 + 10, out: 210, unproven: 1000 - 420 });
  });

  test('always add up to the stretch', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -200, max: 1200 }), fc.double(), fc.boolean())), (readings) => {
        const count = countProvenTime(stretch);
        for (const [time, value, good] of readings) count.see(time, value, good);
        const { in: within, out, unproven } = count.result();
        expect(within + out + unproven).toBe(1000);
        expect(Math.min(within, out, unproven)).toBeGreaterThanOrEqual(0);
      }),
    ));
});

test('the numbers of the law stand in a data file with their source, none verified yet', async () => {
  const rules = await loadRetentionRules();
  expect(rules).toMatchObject({ grams: { atLeast: 125, source: { verified: false } }, hold: { atLeast: 48 * HOUR } });
  await expect(loadRetentionRules('nowhere.yaml')).rejects.toMatchObject({ code: 'rules-invalid' });
});
