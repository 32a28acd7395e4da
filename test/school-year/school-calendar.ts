import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { momentOf } from '../../gateway/domain/local-time.ts';

/** Where the school is: eight hours east of Greenwich, the whole year. */
const ZONE = 'Asia/Shanghai';
const EAST = 8 * 3_600_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The first and the last local date of the school year. */
export const SCHOOL_YEAR = { from: '2025-09-01', to: '2026-08-31' } as const;

/** Cabinets that are emptied and switched off over the long holidays; the others are kept. */
const OFF_IN_HOLIDAYS: readonly string[] = ['fridge-3', 'fridge-4', 'fridge-5', 'freezer-3', 'sample-fridge'];

/**
 * Closures of a school in China: the public holidays of 2025 and 2026, and between two terms the winter and the summer
 * holiday. What is switched off is switched off in a long holiday's first morning, and on again on its last afternoon.
 */
export const CLOSURES = [
  { from: '2025-10-01', to: '2025-10-08', name: '国庆节、中秋节', off: [] },
  { from: '2026-01-01', to: '2026-01-03', name: '元旦', off: [] },
  { from: '2026-01-31', to: '2026-03-01', name: '寒假', off: OFF_IN_HOLIDAYS },
  { from: '2026-04-04', to: '2026-04-06', name: '清明节', off: [] },
  { from: '2026-05-01', to: '2026-05-05', name: '劳动节', off: [] },
  { from: '2026-06-19', to: '2026-06-21', name: '端午节', off: [] },
  { from: '2026-07-11', to: '2026-08-31', name: '暑假', off: OFF_IN_HOLIDAYS },
] as const;

/** Saturdays and Sundays on which school is held in exchange for a holiday (调休). */
const EXTRA_DAYS = ['2025-09-28', '2025-10-11', '2026-01-04', '2026-05-09'] as const;

/** When hot holding is asked to be hot. It is switched on two hours earlier. */
export const HOT_HOURS = { from: '10:40', to: '13:00' } as const;

/** The calendar as the site's configuration has it. */
export const siteCalendar = {
  closed: CLOSURES,
  extra: EXTRA_DAYS,
  running: [{ cabinets: ['hot-holding'], ...HOT_HOURS }],
};

/** The moment of a local time on a local date. Throws Error where there is none. */
export const momentAt = (date: string, time: string): UtcMillis => {
  const at = momentOf(`${date}T${time}`, ZONE);
  if (at === undefined) throw new Error(`no moment: ${date} ${time}`);
  return at;
};

/** The local date of a moment. */
export const dateOf = (at: UtcMillis): string => new Date(at + EAST).toISOString().slice(0, 10);

/** The local hour of a moment, with its fraction. */
export const hourOf = (at: UtcMillis): number => ((at + EAST) % DAY) / HOUR;

/** All local dates from the first to the last, both included. */
export const datesBetween = (from: string, to: string): readonly string[] => {
  const first = momentAt(from, '12:00');
  const days = Math.round((momentAt(to, '12:00') - first) / DAY) + 1;
  return Array.from({ length: days }, (_, day) => dateOf(first + day * DAY));
};

/** True where the canteen cooks on that date. */
export const isSchoolDay = (date: string): boolean => {
  if ((EXTRA_DAYS as readonly string[]).includes(date)) return true;
  if (CLOSURES.some(({ from, to }) => from <= date && date <= to)) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};
