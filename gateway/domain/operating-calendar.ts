import type { UtcMillis } from './clock.ts';
import { localDate, minuteOfDay, weekdayOf } from './local-time.ts';

/** In the order of `Date.getUTCDay`. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Stands for every cabinet of a site, as in the record's acts. */
export const WHOLE_SITE = 'site';

/** Dates on which the site is closed: holidays, summer, an inspection of the building. Local dates, both included. */
export interface Closure {
  readonly from: string;
  readonly to: string;
  readonly name?: string | undefined;
  /** Cabinets that are switched off meanwhile; `site` for all of them. All others are judged as ever. */
  readonly off: readonly string[];
}

/** Cabinets that run for some hours of an operating day alone, such as hot holding: minutes since local midnight. */
export interface Running {
  readonly cabinets: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** When a site works. */
export interface OperatingCalendar {
  readonly timezone: string;
  readonly weekdays: readonly Weekday[];
  readonly closed: readonly Closure[];
  /** Dates that are worked although they are no weekday above, or lie in a closure (调休). */
  readonly extra: readonly string[];
  readonly running: readonly Running[];
}

/** What a local date is to the site; `name` of the closure that it lies in. */
export type OperatingDay = { readonly is: 'operating' } | { readonly is: 'closed'; readonly name?: string };

/** Closures may overlap: a repair within the summer holiday switches off what either names. */
const closuresOn = ({ closed }: OperatingCalendar, date: string): readonly Closure[] =>
  closed.filter(({ from, to }) => from <= date && date <= to);

/** Whether the site works on a local date, `2026-10-10`. Extra days come before closures, closures before weekdays. */
export const operatingDay = (calendar: OperatingCalendar, date: string): OperatingDay => {
  if (calendar.extra.includes(date)) return { is: 'operating' };
  const closures = closuresOn(calendar, date);
  const name = closures.find((closure) => closure.name !== undefined)?.name;
  if (closures.length > 0) return { is: 'closed', ...(name === undefined ? {} : { name }) };
  const weekday = WEEKDAYS[weekdayOf(date)];
  return weekday !== undefined && calendar.weekdays.includes(weekday) ? { is: 'operating' } : { is: 'closed' };
};

/** Whether the site says that a cabinet is switched off at that moment, and so is recorded but not alarmed. */
export const isSwitchedOff = (calendar: OperatingCalendar, cabinet: string, at: UtcMillis): boolean => {
  const date = localDate(at, calendar.timezone);
  const worked = operatingDay(calendar, date).is === 'operating';
  const off = worked ? [] : closuresOn(calendar, date).flatMap((closure) => closure.off);
  if (off.includes(WHOLE_SITE) || off.includes(cabinet)) return true;
  const hours = calendar.running.filter(({ cabinets }) => cabinets.includes(cabinet));
  if (hours.length === 0) return false;
  const minute = minuteOfDay(at, calendar.timezone);
  return !worked || hours.every(({ from, to }) => minute < from || minute >= to);
};
