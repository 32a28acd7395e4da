import { describe, expect, test } from 'vitest';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import type { Closure } from '../../../gateway/domain/operating-calendar.ts';
import type { SitePlan } from '../../../gateway/domain/site-plan.ts';
import { excursionRows } from '../../../gateway/reports/excursion-rows.ts';
import { isReport } from '../../../gateway/reports/is-report.ts';
import { reportPdf } from '../../../gateway/reports/pdf/report-pdf.ts';
import { planWords } from '../../../gateway/reports/plan-words.ts';
import { EARLIER_CSV_HEAD, reportCsv } from '../../../gateway/reports/report-csv.ts';
import { type ReportData, reportDataSchema } from '../../../gateway/reports/report-data.ts';
import { signingOf } from '../../../gateway/reports/signing.ts';
import { verdictOf } from '../../../gateway/reports/verdict.ts';
import { textOfPdf } from './pdf/pdf-text.ts';
import { fridge, reportOf, type Told } from './reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
/** Midnight of Tuesday 2026-11-10 in Shanghai, the day that is reported. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

const channel = fridge();
const other = fridge({ id: 'fridge-2/temperature', device: 'fridge-2', cabinet: '2号冷藏柜' });

const planWith = (...closed: readonly Closure[]): SitePlan => ({
  timezone: ZONE,
  calendar: { timezone: ZONE, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], closed, extra: [], running: [] },
  meals: [],
});
const REPAIR = planWith({ from: '2026-11-10', to: '2026-11-12', name: '设备检修', off: [channel.cabinet] });

const stated = (at: UtcMillis, plan: SitePlan | undefined, place: number): Fact => ({
  kind: 'config', at, config: `c0ffee00000${place}`, table: channelTableText([channel, other], plan),
}); // biome-ignore format: a fact to read

const switched = (at: UtcMillis, active: boolean): Fact => ({
  kind: 'state', at, on: channel.id, state: 'switched-off', active, reason: 'calendar',
}); // biome-ignore format: a fact to read

const excursion: Fact = {
  kind: 'excursion', at: MIDNIGHT + 12 * HOUR, id: 'e-1', channel: channel.id, cabinet: channel.cabinet, rule: 'test.fridge', side: 'high', level: 'legal',
  limit: 8, from: MIDNIGHT + 10 * HOUR, to: MIDNIGHT + 12 * HOUR, peak: 14, peakAt: MIDNIGHT + 11 * HOUR, beyond: 2 * HOUR, unproven: 0, area: 720,
  doors: 0, defrosts: 0, alarms: [],
}; // biome-ignore format: a fact to read

/** Read each minute; the first fridge stands at 14 °C from ten to twelve. */
const readings: readonly Told[] = Array.from({ length: 25 * 60 }, (_, minute): readonly Told[] => {
  const at = MIDNIGHT + minute * MINUTE;
  return [
    [at, minute >= 600 && minute < 720 ? 14 : 4, 'good', 0],
    [at, 4, 'good', 1],
  ];
}).flat();

const reportWith = (plans: readonly (readonly [UtcMillis, SitePlan | undefined])[], states: readonly Fact[] = []) => {
  const facts = [...plans.map(([at, plan], place) => stated(at, plan, place)), ...states, excursion].toSorted(
    (a, b) => a.at - b.at,
  );
  const recorded = { channels: [channel, other], readings, facts, began: MIDNIGHT - 9 * DAY };
  return reportOf('day', '2026-11-10', ZONE, recorded, REPAIR.calendar);
};

const cellsOf = (data: ReportData, column: string): readonly (string | undefined)[] => {
  const [head = '', ...rows] = reportCsv(data);
  return rows.map((row) => row.split(',')[head.split(',').indexOf(column)]);
};

const printed = async ({ data, charts, reports, recordFrom }: ReturnType<typeof reportOf>, language: Language) => {
  const signing = signingOf({ ...data, recordFrom }, reports);
  return await reportPdf({ data, hash: 'd'.repeat(64), charts, nameOf: () => undefined, language, signing });
};

const OPEN = planWith();
const ENTERED = MIDNIGHT + 2 * DAY + 8 * HOUR + 12 * MINUTE;

describe('a repair that was entered on the third of its days, to explain the first', () => {
  const report = reportWith([
    [MIDNIGHT - 8 * DAY, OPEN],
    [ENTERED, REPAIR],
  ]);

  test('leaves the day a day of work, and the excursion an excursion', () => {
    const { data } = report;
    expect(data.days).toMatchObject([{ is: 'operating', isRecorded: true }]);
    expect(verdictOf(data, 'en').is).toBe('out');
    expect(excursionRows(data)).toMatchObject([{ isPlanned: false, switchedOff: 0 }]);
    expect(reportDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  test('stands on the page with the moment at which it was entered', async () => {
    const page = textOfPdf(await printed(report, 'zh-CN')).replace(/\s/g, '');
    expect(page).toContain(
      '事后才登记的计划，不作为此前情况的依据：停业2026-11-10设备检修，停用1号冷藏柜（2026-11-1208:12起才有记录）。',
    );
    expect(planWords(report.data, 'en')).toEqual([
      'Planned only afterwards, and no excuse for anything before: closed 2026-11-10 设备检修, off 1号冷藏柜 (in the record since 2026-11-12 08:12 only).',
    ]);
  });

  test('stands in the table', () => {
    expect(cellsOf(report.data, 'plannedLate')).toEqual(['2026-11-12T00:12:00.000Z', '2026-11-12T00:12:00.000Z']);
    expect(cellsOf(report.data, 'planRecorded')).toEqual(['yes', 'yes']);
    expect(isReport(Buffer.from(`${EARLIER_CSV_HEAD}\n`))).toBe(true);
  });
});

describe('a repair that was entered the day before', () => {
  const told = [switched(MIDNIGHT, true), switched(MIDNIGHT + DAY, false)];

  test('is what it was planned to be, without a word', () => {
    const { data } = reportWith([[MIDNIGHT - 8 * DAY, OPEN], [MIDNIGHT - HOUR, REPAIR]], told); // biome-ignore format: plans
    expect(data.days).toMatchObject([{ is: 'closed', name: '设备检修', isRecorded: true }]);
    expect(data.channels[0]?.total.times).toEqual({ in: 0, out: 0, unproven: 0, switchedOff: DAY });
    expect(excursionRows(data)).toMatchObject([{ isPlanned: true }]);
    expect([data.latePlans, planWords(data, 'en')]).toEqual([undefined, []]);
  });

  test('does not cover what the record tells of as switched off, where no plan says so', () => {
    const { data } = reportWith([[MIDNIGHT - 8 * DAY, OPEN]], told);
    expect(data.channels[0]?.total.times).toEqual({ in: 22 * HOUR, out: 2 * HOUR, unproven: 0, switchedOff: 0 });
    expect(excursionRows(data)).toMatchObject([{ isPlanned: false }]);
  });
});

test('a repair that is entered at noon of its day excuses nothing before noon, and is named', () => {
  const noon = MIDNIGHT + 12 * HOUR;
  const { data } = reportWith(
    [[MIDNIGHT - 8 * DAY, OPEN], [noon, REPAIR]], [switched(noon + 1000, true), switched(MIDNIGHT + DAY, false)],
  ); // biome-ignore format: plans
  expect(data.days).toMatchObject([{ is: 'operating' }]);
  expect(data.channels[0]?.total.times).toMatchObject({ out: 2 * HOUR, unproven: 0 });
  expect(data.channels[0]?.total.times.switchedOff).toBeGreaterThan(12 * HOUR - MINUTE);
  expect(planWords(data, 'en').join()).toContain('in the record since 2026-11-10 12:00');
});

test('a cabinet that was named anew since was planned off under the name that it had', () => {
  const renamed = channelTableText([fridge({ cabinet: '东墙冷藏柜' }), other], planWith());
  const facts: readonly Fact[] = [
    switched(MIDNIGHT, true), switched(MIDNIGHT + DAY, false), { kind: 'config', at: MIDNIGHT + 30 * HOUR, config: 'c0ffee000009', table: renamed },
  ]; // biome-ignore format: facts to read
  const { data } = reportWith([[MIDNIGHT - 8 * DAY, OPEN], [MIDNIGHT - HOUR, REPAIR]], facts); // biome-ignore format: plans
  expect(data.channels[0]?.total.times.switchedOff).toBe(DAY);
  expect(data.latePlans).toBeUndefined();
});

test('of a day from before plans were kept the page says that the record does not have its plan, and its data are as ever', () => {
  const { data } = reportWith([], [switched(MIDNIGHT, true), switched(MIDNIGHT + DAY, false)]);
  expect(data.days).toEqual([expect.not.objectContaining({ isRecorded: true })]);
  expect(data.days).toMatchObject([{ is: 'closed', name: '设备检修' }]);
  expect(data.channels[0]?.total.times.switchedOff).toBe(DAY);
  expect(cellsOf(data, 'planRecorded')).toEqual(['no', 'no']);
  expect(planWords(data, 'zh-CN')).toEqual(['2026-11-10 的计划未入记录：停业日按当前配置列出，柜体停用按设备当时所记。']);
});

test('more plans than a page has room for are counted', () => {
  const plans = Array.from({ length: 8 }, (_, day): readonly [UtcMillis, SitePlan] => [
    ENTERED + day * DAY,
    planWith({ from: '2026-11-10', to: '2026-11-10', off: Array.from({ length: day }, (__, place) => `柜${place}`) }),
  ]);
  const { data } = reportWith([[MIDNIGHT - 8 * DAY, OPEN], ...plans]);
  expect(data.latePlans).toHaveLength(8);
  expect(planWords(data, 'en').join()).toMatch(/; and 2 more\.$/);
});
