import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { ClockTrust, UtcMillis } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { Closure } from '../../../gateway/domain/operating-calendar.ts';
import type { SitePlan } from '../../../gateway/domain/site-plan.ts';
import { latePlans } from '../../../gateway/reports/late-plans.ts';
import { type PlanHistory, planAt, wasPlannedOff } from '../../../gateway/reports/plan-history.ts';
import { PlanNotes } from '../../../gateway/reports/plan-notes.ts';
import { mealsDue, plannedDay } from '../../../gateway/reports/planned-days.ts';
import { planOfTable } from '../../../gateway/reports/recorded-plan.ts';
import { type LocalDay, periodOf } from '../../../gateway/reports/report-period.ts';
import { fridge } from './reported.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);

const closure = (from: string, to = from, more: Partial<Closure> = {}): Closure => ({ from, to, off: [], ...more });

const planWith = (closed: readonly Closure[], more: Partial<SitePlan['calendar']> = {}, meals: SitePlan['meals'] = []): SitePlan => ({
  timezone: ZONE,
  calendar: { timezone: ZONE, weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], closed, extra: [], running: [], ...more },
  meals,
}); // biome-ignore format: a plan to read

const OPEN = planWith([]);

const stated = (at: UtcMillis, plan: SitePlan | undefined): Fact => ({
  kind: 'config', at, config: 'c0ffee000000', table: channelTableText([fridge()], plan),
}); // biome-ignore format: a fact to read

const historyOf = (facts: readonly (readonly [Fact, ClockTrust?])[], succeeds = false): PlanHistory => {
  const notes = new PlanNotes();
  for (const [fact, clock = 'sure'] of facts) notes.take(fact, clock);
  return notes.history(succeeds);
};

const daysOf = (kind: 'day' | 'week', date: string): readonly LocalDay[] => periodOf(kind, date, ZONE)?.days ?? [];
const dayOf = (date: string): LocalDay => {
  const [day] = daysOf('day', date);
  if (day === undefined) throw new Error(`${date} is no date`);
  return day;
};

describe('a plan in the record', () => {
  test('is read as it was written, and a table without one says nothing of it', () => {
    const plan = planWith(
      [closure('2026-11-04', '2026-11-06', { name: '校运会', off: ['1号冷藏柜'] }), closure('2026-12-01')],
      { extra: ['2026-11-07'], running: [{ cabinets: ['热藏柜'], from: 630, to: 810 }] },
      [{ meal: 'lunch', by: 780 }, { meal: 'dinner', by: 1440, weekdays: ['mon'] }],
    ); // biome-ignore format: a plan to read
    expect(planOfTable(channelTableText([fridge()], plan))).toEqual(plan);
    expect(planOfTable(channelTableText([fridge()], { timezone: ZONE, meals: [] }))).toEqual({ timezone: ZONE, meals: [] });
    for (const none of [channelTableText([fridge()]), 'no table', '{"plan":{"timezone":1}}'])
      expect(planOfTable(none)).toBeUndefined();
  });

  test('counts from the moment at which somebody vouched for the time: a box without network is told nothing of days past', () => {
    const late = planWith([closure('2026-11-04')]);
    const sure: Fact = { kind: 'clock', at: MONDAY + 5 * DAY, clock: 'sure', step: 4 * DAY, source: 'ntp' };
    const history = historyOf([[stated(MONDAY, OPEN)], [stated(MONDAY + DAY, late), 'unsure'], [sure]]);
    expect(planAt(history, MONDAY + 5 * DAY - 1)).toEqual(OPEN);
    expect(planAt(history, MONDAY + 5 * DAY)).toEqual(late);
  });

  test('that came while the clock was ahead is in force at all that came behind it', () => {
    const ahead = planWith([closure('2026-11-04')]);
    const history = historyOf([[stated(MONDAY, OPEN)], [stated(MONDAY + 900 * DAY, ahead)], [stated(MONDAY + HOUR, ahead)]]);
    expect(planAt(history, MONDAY + HOUR)).toEqual(ahead);
  });

  test('counts by the order of the record: a clock that is set back to enter it, and then forward again, makes nobody believe it', () => {
    const late = planWith([closure('2026-11-04')]);
    const step = (at: UtcMillis, by: number): Fact => ({ kind: 'clock', at, clock: 'sure', step: by, source: 'ntp' });
    const boot = (at: UtcMillis): Fact => ({ kind: 'boot', at, boot: 2, version: '1', before: 'clean' });
    const now = MONDAY + 5 * DAY;
    const alive: Fact = { kind: 'state', at: now, on: 'kitchen', state: 'line-lost', active: false };
    const [then, later] = [MONDAY + HOUR, now + HOUR];
    for (const attempt of [
      [boot(then), stated(then, late), step(later, 5 * DAY)],
      [boot(now + 900 * DAY), boot(then), stated(then, late), boot(later)],
      [stated(now, late), step(then, -5 * DAY), step(later, 5 * DAY)],
    ]) {
      const history = historyOf([[stated(MONDAY, OPEN)], [alive], ...attempt.map((fact) => [fact] as const)]);
      expect(planAt(history, now - 1)).toEqual(OPEN);
      expect(planAt(history, later)).toEqual(late);
    }
  });

  test('told anew, because a calibration changed the table, is no other plan', () => {
    expect(historyOf([[stated(MONDAY, OPEN)], [stated(MONDAY + DAY, OPEN)]])).toHaveLength(1);
  });

  test('told anew, because its fact left the old end of the record, is what was in force there', () => {
    const retired: Fact = {
      kind: 'retired', at: MONDAY + 9 * DAY, lane: 'urgent', first: 1, last: 9, hash: '', reason: 'age', key: '', sig: '',
    }; // biome-ignore format: a fact to read
    const newer = planWith([closure('2026-11-04')]);
    const history = historyOf([[stated(MONDAY + DAY, newer)], [retired], [stated(MONDAY + 9 * DAY, OPEN)]]);
    expect([planAt(history, MONDAY), planAt(history, MONDAY + 10 * DAY)]).toEqual([OPEN, newer]);
  });

  test('of a record that goes on from one which cannot be read says nothing of the time before it', () => {
    expect(planAt(historyOf([[stated(MONDAY, OPEN)]], true), MONDAY - 1)).toBeUndefined();
    expect(planAt(historyOf([[stated(MONDAY, OPEN)]]), MONDAY - 1)).toEqual(OPEN);
  });
});

describe('a closure', () => {
  const CLOSED = planWith([closure('2026-11-04', '2026-11-05', { name: '校运会', off: ['1号冷藏柜'] })]);
  const entered = (at: UtcMillis): PlanHistory => historyOf([[stated(MONDAY - 30 * DAY, OPEN)], [stated(at, CLOSED)]]);
  const week = daysOf('week', '2026-11-02');
  const dayIn = (history: PlanHistory, date: string) => plannedDay(history, dayOf(date), undefined);

  test('that stood in the record before its days closes them, also after it was taken out of the file', () => {
    const history = [...entered(MONDAY), ...historyOf([[stated(MONDAY + 30 * DAY, OPEN)]], true)];
    expect(dayIn(history, '2026-11-04')).toEqual({ is: 'closed', name: '校运会', isRecorded: true });
    expect(latePlans(history, week, ['1号冷藏柜'])).toEqual([]);
  });

  test('that was entered two days later closes nothing, and is named with when it was entered', () => {
    const history = entered(MONDAY + 6 * DAY);
    expect(dayIn(history, '2026-11-04')).toEqual({ is: 'operating', isRecorded: true });
    expect(latePlans(history, week, ['1号冷藏柜'])).toEqual([
      { entered: MONDAY + 6 * DAY, from: '2026-11-04', to: '2026-11-05', name: '校运会', off: ['1号冷藏柜'] },
    ]);
  });

  test('that was entered at noon of its first day closes the second alone', () => {
    const history = entered(MONDAY + 2.5 * DAY);
    expect([dayIn(history, '2026-11-04').is, dayIn(history, '2026-11-05').is]).toEqual(['operating', 'closed']);
    expect(latePlans(history, week, ['1号冷藏柜'])).toEqual([
      { entered: MONDAY + 2.5 * DAY, from: '2026-11-04', to: '2026-11-04', name: '校运会', off: ['1号冷藏柜'] },
    ]);
  });

  test('of a day off anyway is no news; a cabinet that it switches off afterwards is', () => {
    const sunday = (off: readonly string[]) =>
      latePlans(historyOf([[stated(MONDAY, OPEN)], [stated(MONDAY + 9 * DAY, planWith([closure('2026-11-08', '2026-11-08', { off })]))]]), week, []); // biome-ignore format: a line
    expect(sunday([])).toEqual([]);
    expect(sunday(['1号冷藏柜'])).toMatchObject([{ from: '2026-11-08', off: ['1号冷藏柜'] }]);
  });

  test('of a day whose plan the record does not have is as the configuration says now', () => {
    const history = historyOf([[stated(MONDAY - DAY, undefined)], [stated(MONDAY + 6 * DAY, CLOSED)]]);
    expect(plannedDay(history, dayOf('2026-11-04'), CLOSED.calendar)).toEqual({ is: 'closed', name: '校运会' });
    expect(latePlans(history, week, ['1号冷藏柜'])).toEqual([]);
  });

  test('does not hold on a day that was opened before it was over', () => {
    const history = [...entered(MONDAY), ...historyOf([[stated(MONDAY + 2.5 * DAY, OPEN)]], true)];
    expect([dayIn(history, '2026-11-04').is, dayIn(history, '2026-11-05').is]).toEqual(['operating', 'operating']);
  });
});

test('hours of running that switch a cabinet off in the moment in which they are entered are named, and excuse nothing before', () => {
  const running = planWith([], { running: [{ cabinets: ['热藏柜'], from: 630, to: 720 }] });
  const at = MONDAY + 12 * HOUR;
  const history = historyOf([[stated(MONDAY - DAY, OPEN)], [stated(at, running)]]);
  expect(latePlans(history, daysOf('day', '2026-11-02'), ['热藏柜', '1号冷藏柜'])).toEqual([{ entered: at, off: ['热藏柜'] }]);
  expect([wasPlannedOff(history, '热藏柜', at - 1), wasPlannedOff(history, '热藏柜', at)]).toEqual([false, true]);
});

describe('the meals of which a sample was due', () => {
  const lunch = planWith([], {}, [{ meal: 'lunch', by: 780 }]);
  const mealsOf = ({ calendar, meals }: SitePlan, { date, from }: LocalDay) =>
    calendar?.closed.some((each) => each.from === date)
      ? []
      : meals.map(({ meal, by }) => ({ date, meal, dueAt: from + by * 60_000 }));
  const due = (...plans: readonly (readonly [UtcMillis, SitePlan])[]) =>
    mealsDue(historyOf(plans.map(([at, plan]) => [stated(at, plan)])), dayOf('2026-11-02'), mealsOf)?.map(({ meal }) => meal);

  test('are those that were planned when the day began, whatever became of the plan since', () => {
    expect(due([MONDAY, lunch], [MONDAY + 14 * HOUR, OPEN])).toEqual(['lunch']);
    expect(due([MONDAY, lunch], [MONDAY + 6 * DAY, planWith([closure('2026-11-02')], {}, lunch.meals)])).toEqual(['lunch']);
    expect(due([MONDAY, planWith([closure('2026-11-02')], {}, lunch.meals)])).toEqual([]);
  });

  test('and those that were added before they were due', () => {
    expect(due([MONDAY, OPEN], [MONDAY + 8 * HOUR, lunch])).toEqual(['lunch']);
    expect(due([MONDAY, OPEN], [MONDAY + 14 * HOUR, lunch])).toEqual([]);
  });
});

test('whatever is entered after a day is over changes nothing of it, and what it closes afterwards is named', () => {
  const dates = fc.integer({ min: 0, max: 6 }).map((day) => new Date(MONDAY + day * DAY + 12 * HOUR).toISOString().slice(0, 10));
  const plans = fc
    .record({ closed: fc.array(dates, { maxLength: 3 }), extra: fc.array(dates, { maxLength: 2 }), off: fc.boolean() })
    .map(({ closed, extra, off }) => planWith(closed.map((date) => closure(date, date, { off: off ? ['1号冷藏柜'] : [] })), { extra })); // biome-ignore format: a line
  const entries = fc.array(fc.tuple(fc.integer({ min: -3, max: 12 }), fc.integer({ min: 0, max: 23 }), plans), { maxLength: 6 });
  fc.assert(
    fc.property(entries, fc.integer({ min: 0, max: 6 }), (told, place) => {
      const facts = told
        .map(([day, hour, plan]) => [stated(MONDAY + day * DAY + hour * HOUR, plan)] as const)
        .toSorted(([one], [other]) => one.at - other.at);
      const day = dayOf(new Date(MONDAY + place * DAY + 12 * HOUR).toISOString().slice(0, 10));
      const history = historyOf([[stated(MONDAY - 30 * DAY, OPEN)], ...facts]);
      const untilOver = historyOf([[stated(MONDAY - 30 * DAY, OPEN)], ...facts.filter(([{ at }]) => at < day.to)]);
      const is = plannedDay(history, day, undefined);
      expect(is).toEqual(plannedDay(untilOver, day, undefined));
      for (const late of latePlans(history, [day], [])) expect(late.entered).toBeGreaterThan(day.from);
      // A day that is worked although some plan since closes it by name is never without a word.
      const closedSince = history.some(
        ({ since, plan }) => since > day.from && plan?.calendar?.closed.some(({ from }) => from === day.date) && !plan.calendar.extra.includes(day.date),
      ); // biome-ignore format: a line
      const began = plannedDay(historyOf([[stated(MONDAY - 30 * DAY, OPEN)], ...facts.filter(([{ at }]) => at <= day.from)]), day, undefined); // biome-ignore format: a line
      if (began.is === 'operating' && closedSince) expect(latePlans(history, [day], [])).not.toEqual([]);
    }),
  );
});
