import type { UtcMillis } from '../domain/clock.ts';
import { localDate } from '../domain/local-time.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { dateAfter, firstDateOf, type LocalDay, nextFirstDate, PERIODS, type PeriodKind, periodOf } from './report-period.ts';

/** How far back a draft is made up: what is older is in the record, and is made when somebody asks. */
const LONGEST_BACK = 62;

/** At most so many at once, oldest first; the rest comes with the next look. */
const MOST_AT_ONCE = 8;

/** A report that is due. */
export interface DueReport {
  readonly period: PeriodKind;
  readonly date: string;
}

/** What decides what is due. */
export interface DueScope {
  readonly now: UtcMillis;
  readonly timezone: string;
  /** Whether the site was planned to work on a day: of a closed one nothing is due. */
  isOperating(day: LocalDay): boolean;
  /** Of the record's first fact: nothing is due of the time before. */
  readonly recordFrom: UtcMillis;
}

/**
 * What should have been drafted by now and was not, oldest first: each operating day, week and month that is over. It asks
 * only what there is, so that an outage, however long, is made up afterwards; whoever ticks is nobody's business.
 */
export const dueReports = (scope: DueScope, reports: readonly ReportFact[]): readonly DueReport[] => {
  const { now, timezone, recordFrom } = scope;
  const done = new Set(
    reports.filter((report) => isOfWhole(report, timezone, now)).map(({ period, date }) => `${period} ${date}`),
  );
  const today = localDate(now, timezone);
  const begin = [localDate(recordFrom, timezone), dateAfter(today, -LONGEST_BACK)].sort().at(-1) ?? today;
  const due = PERIODS.flatMap((period) =>
    firstDates(period, begin, today)
      .filter((date) => !done.has(`${period} ${date}`))
      .filter((date) => period !== 'day' || isWorked(scope, date))
      .map((date) => ({ period, date })),
  );
  return due.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).slice(0, MOST_AT_ONCE);
};

const isWorked = (scope: DueScope, date: string): boolean => {
  const day = periodOf('day', date, scope.timezone)?.days[0];
  return day !== undefined && scope.isOperating(day);
};

/** What was made before its period was over, or at a moment that has not come, is of a clock that ran ahead: it is made anew. */
const isOfWhole = ({ period, date, at }: ReportFact, timezone: string, now: UtcMillis): boolean =>
  at <= now && at >= (periodOf(period, date, timezone)?.to ?? Number.POSITIVE_INFINITY);

/** The first dates of the periods that hold any day from `begin` on and are over today. */
const firstDates = (period: PeriodKind, begin: string, today: string): readonly string[] => {
  const dates: string[] = [];
  for (let date = firstDateOf(period, begin); nextFirstDate(period, date) <= today; date = nextFirstDate(period, date))
    dates.push(date);
  return dates;
};
