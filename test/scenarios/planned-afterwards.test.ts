import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { draftDueReports } from '../../gateway/app/draft-due-reports.ts';
import { journalNeeds } from '../../gateway/app/journal-needs.ts';
import { settingsOfJournal } from '../../gateway/app/journal-settings.ts';
import { makeReport } from '../../gateway/app/make-report.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import { excursionRows } from '../../gateway/reports/excursion-rows.ts';
import { titleNotes } from '../../gateway/reports/pdf/title-notes.ts';
import { reportCsv } from '../../gateway/reports/report-csv.ts';
import { reportDataSchema } from '../../gateway/reports/report-data.ts';
import { periodOf } from '../../gateway/reports/report-period.ts';
import { verdictOf } from '../../gateway/reports/verdict.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { createBox } from './box.ts';
import { canteenOf } from './canteen.ts';
import { createKitchen } from './kitchen.ts';
import { createPhones } from './phones.ts';
import { CANTEEN } from './play-scenario.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 22:00 of Monday 2026-11-09 in Shanghai. */
const EVENING = Date.UTC(2026, 10, 9, 14);
const TUESDAY = '2026-11-10';

const CLOSURE = { from: TUESDAY, to: TUESDAY, name: 'repair', off: ['fridge-1'] };

/** A school canteen with one fridge, which stands at 12 °C from 10:00 to 14:00 of Tuesday; its file can be written anew. */
const openBox = async (closed: readonly (typeof CLOSURE)[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-planned-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'larder.yaml');
  const channels = { temperature: { rule: 'cn.fridge', cabinet: 'fridge-1' } };
  const devices = [{ id: 'fridge-1', line: 'kitchen', unit: 1, profile: 'xy-md02', every: '2min', channels }];
  const retention = { cabinets: ['fridge-1'], meals: [{ meal: 'lunch', by: '13:00' }] };
  const written = (now: readonly (typeof CLOSURE)[]) => {
    const site = { gateway: { site: { kind: 'school-canteen' } }, devices, retention, calendar: { closed: now } };
    const canteen = canteenOf({ things: ['fridge-1'], site, cabinets: {} }, CANTEEN);
    writeFileSync(path, canteen.config);
    return { things: canteen.things, read: () => readSite(path, {}, 'en') };
  };
  const { things, read } = written(closed);
  let site = await read();
  const world = createManualClock({ now: EVENING, elapsed: 0 });
  const isWarm = (at: number): boolean => at >= EVENING + 12 * HOUR && at < EVENING + 16 * HOUR;
  const box = createBox({
    get site() {
      return site;
    },
    world,
    kitchen: createKitchen({
      things, clock: world, seed: 1, profiles: new Map(site.devices.map(({ profile }) => [profile.id, profile])),
      drawn: (register, at) => (register === 'fridge-1/temperature' ? (isWarm(at) ? 12 : 4) : undefined),
    }),
    phones: createPhones(world),
    random: () => 0.5,
    tap: { committed: () => undefined, named: () => undefined },
  }); // biome-ignore format: a box to read
  return {
    box,
    now: () => world.now(),
    pass: (time: number) => world.advance(time, 'promises'),
    plan: async (now: readonly (typeof CLOSURE)[]) => {
      site = await written(now).read();
    },
    /** As when an old copy of the card was put back: the record goes on in a new journal. */
    setAside: () => {
      const settings = settingsOfJournal(site, '0.0.0', 'sure', 'in between');
      const core = new JournalCore(
        settings,
        journalNeeds(settings, world, () => 0.25),
      );
      core.succeed('restored');
      core.close();
    },
    due: () => draftDueReports(site, world.now()).map(({ period, date }) => `${period} ${date}`),
    reportOf: (date: string) => {
      const period = periodOf('day', date, 'Asia/Shanghai');
      if (period === undefined) throw new Error(`${date} is no date`);
      return makeReport(site, period, { now: world.now() });
    },
  };
};

const cellOf = ([head = '', row = '']: readonly string[], column: string): string | undefined =>
  row.split(',')[head.split(',').indexOf(column)];

test('a closure that is entered two days after an excursion excuses nothing, and the page says when it was entered', async () => {
  const { box, now, pass, plan, due, reportOf } = await openBox([]);
  await box.on('right');
  await pass(27 * HOUR); // 01:00 of Wednesday
  await box.off();
  await pass(34 * HOUR); // 11:00 of Thursday
  await box.on('right');
  await pass(HOUR);
  await plan([CLOSURE]);
  const entered = now();
  await box.restart();
  await pass(HOUR);

  const { data, signing } = reportOf(TUESDAY);
  expect(data.days).toMatchObject([{ date: TUESDAY, is: 'operating', isRecorded: true }]);
  expect(verdictOf(data, 'en')).toEqual({ is: 'out', words: 'Beyond limits: fridge-1.' });
  expect(data.channels[0]?.total.times.switchedOff).toBe(0);
  expect(excursionRows(data)).toMatchObject([{ cabinet: 'fridge-1', peak: 12, isPlanned: false, switchedOff: 0 }]);
  expect(data.retention?.missing).toEqual([{ date: TUESDAY, meal: 'lunch' }]);
  expect(signing.unsignedDays).toEqual([TUESDAY]);
  expect(due()).toContain(`day ${TUESDAY}`);

  const [late] = data.latePlans ?? [];
  expect(late).toMatchObject({ from: TUESDAY, to: TUESDAY, name: 'repair', off: ['fridge-1'] });
  expect(Math.abs((late?.entered ?? 0) - entered)).toBeLessThan(MINUTE);
  const notes = titleNotes(data, 'en').join('\n');
  expect(notes).toContain(
    'Planned only afterwards, and no excuse for anything before: closed 2026-11-10 repair, off fridge-1 (in the record since 2026-11-12 12:00 only).',
  );
  expect(notes).not.toContain('Closed:');
  expect(titleNotes(data, 'zh-CN').join('\n')).toContain('停业 2026-11-10 repair，停用 fridge-1（2026-11-12 12:00 起才有记录）');
  expect(cellOf(reportCsv(data), 'plannedLate')).toBe(new Date(late?.entered ?? 0).toISOString());
  expect(reportDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
  await box.off();
});

test('a closure that was entered the day before counts, over restarts and in a new journal, and when it was taken out of the file', async () => {
  const { box, pass, plan, setAside, due, reportOf } = await openBox([]);
  await box.on('right');
  await pass(HOUR);
  await plan([CLOSURE]);
  await box.restart();
  await pass(11 * HOUR); // 10:00 of Tuesday
  await box.kill();
  await pass(2 * HOUR);
  await box.off();
  setAside();
  await box.on('right');
  await pass(14 * HOUR); // 02:00 of Wednesday
  await plan([]);
  await box.restart();
  await pass(HOUR);

  const { data, signing } = reportOf(TUESDAY);
  expect(data.record.earlier).toMatchObject([{ reason: 'restored', isRead: true }]);
  expect(data.days).toMatchObject([{ is: 'closed', name: 'repair', isRecorded: true }]);
  expect(data.latePlans).toBeUndefined();
  expect(data.channels[0]?.total.times.out).toBe(0);
  expect(data.channels[0]?.total.times.switchedOff).toBeGreaterThan(23.9 * HOUR);
  expect(excursionRows(data)).toMatchObject([{ peak: 12, isPlanned: true }]);
  expect(data.retention).toMatchObject({ due: 0, missing: [] });
  expect(signing.closedDays).toEqual([{ date: TUESDAY, name: 'repair' }]);
  expect(due()).not.toContain(`day ${TUESDAY}`);
  expect(titleNotes(data, 'en')).toContain('Closed: 2026-11-10 repair');
  await box.off();
});
