import type { UtcMillis } from '../domain/clock.ts';
import { localDate, momentOf, weekdayOf } from '../domain/local-time.ts';

/** What a report may cover: a day (日管控), a week from Monday (周排查), a month (月调度). */
export const PERIODS = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** A local day of a site: 23 or 25 hours long where clocks are changed. `to` is the first moment of the next. */
export interface LocalDay {
  readonly date: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** What one report covers. */
export interface ReportPeriod {
  readonly kind: PeriodKind;
  readonly timezone: string;
  /** The first local date. */
  readonly date: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly days: readonly LocalDay[];
}

/** The local date `days` after another. */
export const dateAfter = (date: string, days: number): string => {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
};

/** The first date of the period that a date lies in: weeks begin on Monday. */
export const firstDateOf = (kind: PeriodKind, date: string): string => {
  if (kind === 'day') return date;
  return kind === 'month' ? `${date.slice(0, 7)}-01` : dateAfter(date, -((weekdayOf(date) + 6) % 7));
};

/** The first date of the period that follows the one which begins at `first`. */
export const nextFirstDate = (kind: PeriodKind, first: string): string => {
  if (kind === 'month') return firstDateOf('month', dateAfter(first, 31));
  return dateAfter(first, kind === 'day' ? 1 : 7);
};

/** The period of a kind that a local date lies in; undefined for what is no date, as 2026-02-30. */
export const periodOf = (kind: PeriodKind, date: string, timezone: string): ReportPeriod | undefined => {
  if (midnightOf(date, timezone) === undefined) return undefined;
  const first = firstDateOf(kind, date);
  const days = daysFrom(first, nextFirstDate(kind, first), timezone);
  const [from, to] = [days[0]?.from, days.at(-1)?.to];
  return from === undefined || to === undefined ? undefined : { kind, timezone, date: first, from, to, days };
};

const daysFrom = (first: string, end: string, timezone: string): readonly LocalDay[] => {
  const days: LocalDay[] = [];
  for (let date = first; date < end; date = dateAfter(date, 1)) {
    const [from, to] = [midnightOf(date, timezone), midnightOf(dateAfter(date, 1), timezone)];
    if (from !== undefined && to !== undefined) days.push({ date, from, to });
  }
  return days;
};

/** Where clocks skip midnight, the day begins with the first moment that there is. */
const midnightOf = (date: string, timezone: string): UtcMillis | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(date) ? momentOf(`${date}T00:00`, timezone) : undefined;

/** The local date of a moment: which day a report without a date is about. */
export const dateOf = (at: UtcMillis, timezone: string): string => localDate(at, timezone);
