import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { ClockTrust } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { isSwitchedOff, type OperatingCalendar } from '../../../gateway/domain/operating-calendar.ts';
import { checklistOf } from '../../../gateway/reports/checklist.ts';
import { completeness } from '../../../gateway/reports/completeness.ts';
import { draftOf } from '../../../gateway/reports/draft.ts';
import { excursionRows } from '../../../gateway/reports/excursion-rows.ts';
import { loadChecklists } from '../../../gateway/reports/load-checklists.ts';
import { PlannedOff } from '../../../gateway/reports/planned-off.ts';
import { reportCsv } from '../../../gateway/reports/report-csv.ts';
import { type Figures, type ReportData, reportDataSchema } from '../../../gateway/reports/report-data.ts';
import { signingOf } from '../../../gateway/reports/signing.ts';
import { verdictOf } from '../../../gateway/reports/verdict.ts';
import { worstExcursions } from '../../../gateway/reports/worst-excursions.ts';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { fridge, limits, reportOf, type Told } from './reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight of 2026-11-10, a Tuesday, in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

/** Hot holding: food at 60 °C or more. */
const hot = fridge({ id: 'hot/temperature', cabinet: '热藏柜', rule: { ...limits(60, 99), id: 'test.hot' } });
const cold = fridge();

const switched = (at: number, active: boolean, on = hot.id): Fact => ({
  kind: 'state', at, on, state: 'switched-off', active, reason: 'calendar',
}); // biome-ignore format: a fact to read

/** Off until 10:30 and from 13:30 on, since the day before. */
const served: readonly Fact[] = [
  switched(MIDNIGHT - 12 * HOUR, true),
  switched(MIDNIGHT + 10.5 * HOUR, false),
  switched(MIDNIGHT + 13.5 * HOUR, true),
];

const each = (value: (hour: number) => number | undefined, place = 0): readonly Told[] =>
  Array.from({ length: 25 * 60 }, (_, minute): Told | undefined => {
    const told = value(minute / 60);
    return told === undefined ? undefined : [MIDNIGHT + minute * MINUTE, told, 'good', place];
  }).filter((told) => told !== undefined);

const lunch = (hour: number): number => (hour >= 10.5 && hour < 13.5 ? 70 : 22);

const report = (readings: readonly Told[], facts: readonly Fact[] = served, channels = [hot]) =>
  reportOf('day', '2026-11-10', 'Asia/Shanghai', {
    channels, readings: readings.toSorted((a, b) => a[0] - b[0]), facts, began: MIDNIGHT - DAY,
  }); // biome-ignore format: a record to read

const dayOf = (...recorded: Parameters<typeof report>): ReportData => report(...recorded).data;

const totalIn = ({ channels }: ReportData, place = 0): Figures => {
  const channel = channels[place];
  if (channel === undefined) throw new Error('no channel');
  return channel.total;
};

describe('a cabinet that is off as planned', () => {
  test('is judged while it is to run: the day is good, and the four times come to all of it', () => {
    const data = dayOf(each(lunch));
    expect(totalIn(data).times).toEqual({ in: 3 * HOUR, out: 0, unproven: 0, switchedOff: 21 * HOUR });
    expect(verdictOf(data, 'en')).toEqual({ is: 'in', words: expect.stringContaining('21 h in sum they were switched off') });
    expect(reportDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  test('has the figures of that time alone', () => {
    const total = totalIn(dayOf(each(lunch)));
    expect([total.min, total.mean, total.longest, total.gaps.count]).toEqual([70, 70, null, 0]);
    expect([total.arrived, total.expected]).toEqual([180, 180]);
  });

  test('needs no readings meanwhile: its controller may be off as well', () => {
    const total = totalIn(dayOf(each((hour) => (hour >= 10.5 && hour < 13.5 ? 70 : hour >= 24 ? 22 : undefined))));
    expect(total.times).toEqual({ in: 3 * HOUR, out: 0, unproven: 0, switchedOff: 21 * HOUR });
    expect(completeness(total)).toBe(100);
  });

  test('all day long leaves nothing to judge, and nobody says that it was good', () => {
    const data = dayOf(
      each(() => 26),
      served.slice(0, 1),
    );
    expect(totalIn(data)).toMatchObject({ times: { switchedOff: DAY }, min: null, max: null });
    expect(verdictOf(data, 'zh-CN')).toEqual({ is: 'off', words: '全部柜体按计划停用，不作判断。' });
  });

  test('stands in the table and in the check as what it is', () => {
    const { data, reports, recordFrom } = report(each(lunch));
    const [head = '', row = ''] = reportCsv(data);
    expect(row.split(',')[head.split(',').indexOf('switchedOffMinutes')]).toBe('1260');
    const checklist = checklistOf(loadChecklists(), { kind: 'school-canteen' });
    const draft = checklist && draftOf(checklist, data, signingOf({ ...data, recordFrom }, reports), 'en');
    expect(draft?.lines.find(({ key }) => key === 'cold-storage')?.filled?.is).toBe('in');
  });
});

test('what the rules say of a calendar is what the report goes by', () => {
  const calendar: OperatingCalendar = {
    timezone: 'Asia/Shanghai', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], closed: [], extra: [],
    running: [{ cabinets: [hot.cabinet], from: 10 * 60 + 30, to: 13 * 60 + 30 }],
  }; // biome-ignore format: a calendar to read
  const at = (minute: number) => ({ now: MIDNIGHT + minute * MINUTE, elapsed: (minute + 13 * 60) * MINUTE });
  const judge = createJudge([hot], {
    saved: [], at: at(-12 * 60), newId: () => 'a-1', isSwitchedOff: (cabinet, moment) => isSwitchedOff(calendar, cabinet, moment),
  }); // biome-ignore format: a judge to read
  const facts = Array.from({ length: 36 * 60 }, (_, minute) => judge.tick(at(minute - 12 * 60))).flat();
  const data = dayOf(each(lunch), facts.filter(({ kind }) => kind === 'state')); // biome-ignore format: a line
  expect(totalIn(data).times).toEqual({ in: 3 * HOUR, out: 0, unproven: 0, switchedOff: 21 * HOUR });
});

describe('from when on a cabinet is judged that is switched on', () => {
  const late = (seconds: number, from = 0): readonly Told[] =>
    each(lunch)
      .filter(([at]) => at >= MIDNIGHT + from * HOUR)
      .map(([at, value]): Told => [at + seconds * 1000, value]);

  test('is its next reading: one from before says nothing of it', () => {
    expect(totalIn(dayOf(late(40))).times).toEqual({
      in: 3 * HOUR - 40_000,
      out: 0,
      unproven: 0,
      switchedOff: 21 * HOUR + 40_000,
    });
    expect(totalIn(dayOf(late(40, 10.5))).times).toMatchObject({ out: 0, unproven: 0 });
  });

  test('leaves what is before it unproven where it comes late', () => {
    const total = totalIn(dayOf([...late(40).filter(([at]) => at < MIDNIGHT + 10.5 * HOUR), ...late(40, 11)]));
    expect(total.times).toMatchObject({ in: 2.5 * HOUR - 40_000, out: 0, unproven: HOUR / 2 + 40_000 });
  });
});

describe('an excursion that the box told of', () => {
  const told = (from: number, to: number): Fact => ({
    kind: 'excursion', at: MIDNIGHT + to, id: 'e-1', channel: hot.id, cabinet: hot.cabinet, rule: 'test.hot', side: 'low', level: 'legal', limit: 60,
    from: MIDNIGHT + from, to: MIDNIGHT + to, peak: 22, peakAt: MIDNIGHT + from, beyond: to - from, unproven: 0, area: 1, doors: 0, defrosts: 0, alarms: [],
  }); // biome-ignore format: a fact to read
  const rowOf = (from: number, to: number) => excursionRows(dayOf(each(lunch), [...served, told(from, to)]))[0];

  test('while the cabinet was off is named as planned, up to the reading that ends it', () => {
    expect(rowOf(2 * HOUR, 10.5 * HOUR + MINUTE)).toMatchObject({ isPlanned: true, switchedOff: 8.5 * HOUR + MINUTE });
  });

  test('that goes on when the cabinet is to run is an excursion, of which so much was planned', () => {
    expect(rowOf(2 * HOUR, 11 * HOUR)).toMatchObject({ isPlanned: false, switchedOff: 8.5 * HOUR });
    expect(rowOf(11 * HOUR, 12 * HOUR)).toMatchObject({ isPlanned: false, switchedOff: 0 });
  });

  test('as planned stands behind those that were not', () => {
    const rows = [rowOf(2 * HOUR, 10.5 * HOUR), rowOf(11 * HOUR, 12 * HOUR)].filter((row) => row !== undefined);
    expect(worstExcursions(rows, 1)[0]?.shown.map(({ isPlanned }) => isPlanned)).toEqual([false]);
  });
});

describe('what is off as planned hides nothing else', () => {
  test('too cold while it is to run is beyond, and the excursion ends where it is switched off', () => {
    const data = dayOf(each((hour) => (hour >= 13 && hour < 13.5 ? 40 : lunch(hour))));
    expect(totalIn(data).times).toEqual({ in: 2.5 * HOUR, out: HOUR / 2, unproven: 0, switchedOff: 21 * HOUR });
    expect(totalIn(data).longest).toMatchObject({ to: MIDNIGHT + 13.5 * HOUR, unproven: 0 });
    expect(verdictOf(data, 'en').is).toBe('out');
  });

  test('nothing known while it is to run is unproven', () => {
    const data = dayOf(each((hour) => (hour >= 11 && hour < 12 ? undefined : lunch(hour))));
    expect(totalIn(data).times).toMatchObject({ in: 2 * HOUR, unproven: HOUR });
    expect(verdictOf(data, 'en').is).toBe('unproven');
  });

  test('other cabinets are judged as ever', () => {
    const data = dayOf([...each(lunch), ...each(() => 12, 1)], served, [hot, cold]);
    expect(totalIn(data, 1).times).toEqual({ in: 0, out: DAY, unproven: 0, switchedOff: 0 });
    expect(verdictOf(data, 'en').words).toBe('Beyond limits: 1号冷藏柜.');
  });

  test('a gateway that is off does not know whether the cabinet is', () => {
    const off: Fact = {
      kind: 'gap', at: MIDNIGHT + 18 * HOUR, what: 'gateway', from: MIDNIGHT + 15 * HOUR, to: MIDNIGHT + 18 * HOUR, reason: 'power-lost',
    }; // biome-ignore format: a fact to read
    const data = dayOf(
      each((hour) => (hour >= 15 && hour < 18 ? undefined : lunch(hour))),
      [...served, off],
    );
    expect(totalIn(data).times).toEqual({ in: 3 * HOUR, out: 0, unproven: 3 * HOUR, switchedOff: 18 * HOUR });
  });

  test('behind the end of the record nothing is off as planned', () => {
    const { data } = reportOf(
      'day', '2026-11-10', 'Asia/Shanghai',
      { channels: [hot], readings: each(lunch).slice(0, 15 * 60), facts: served, began: MIDNIGHT - DAY },
      undefined,
      MIDNIGHT + 2 * DAY,
    ); // biome-ignore format: a record to read
    expect(totalIn(data).times.switchedOff).toBe(12 * HOUR - MINUTE);
    expect(totalIn(data).times.unproven).toBe(9 * HOUR + MINUTE);
  });
});

describe('the record tells of what is off as planned', () => {
  const told = (...facts: readonly (readonly [Fact, ClockTrust])[]) => {
    const off = new PlannedOff();
    for (const [fact, clock] of facts) off.take(fact, clock);
    return off.of(hot.id);
  };
  const gap: Fact = { kind: 'gap', at: 5000, what: 'gateway', from: 4000, to: 5000, reason: 'power-lost' };

  test('while somebody vouches for the time', () => {
    const sure: Fact = { kind: 'clock', at: 9000, clock: 'sure', step: 0, source: 'ntp' };
    const boot: Fact = { kind: 'boot', at: 5000, boot: 2, version: '1', before: 'unclean' };
    expect(told([switched(1000, true), 'sure'], [boot, 'unsure'], [gap, 'unsure'], [sure, 'sure'])).toEqual([
      { from: 1000, to: 4000 },
      { from: 9000, to: Number.POSITIVE_INFINITY },
    ]);
  });

  test('until the table has no rule for it: nobody will say that it is on again', () => {
    const { rule: _gone, ...unjudged } = hot;
    const table = (at: number, config: string, channel: Channel): Fact => ({
      kind: 'config', at, config, table: channelTableText([channel]),
    }); // biome-ignore format: a fact to read
    const again = table(MIDNIGHT + 2 * HOUR, 'c0ffee000002', hot);
    const facts = [...served.slice(0, 1), table(MIDNIGHT + HOUR, 'c0ffee000001', unjudged), again];
    expect(
      totalIn(
        dayOf(
          each(() => 22),
          facts,
        ),
      ).times.switchedOff,
    ).toBe(HOUR);
  });

  test('also of one that was switched on again before the time was sure', () => {
    expect(told([switched(1000, true), 'sure'], [gap, 'unsure'], [switched(6000, false), 'unsure'], [gap, 'sure'])).toEqual([
      { from: 1000, to: 4000 },
    ]);
  });
});
