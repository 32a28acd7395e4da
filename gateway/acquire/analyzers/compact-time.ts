import { instrumentTimeText } from './instrument-time.ts';

/** Dates before say that there is none: zeros, or the day that some calendars begin with. */
const EARLIEST_YEAR = 1900;

const SECONDS = ':00';

const COMPACT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:\.\d{1,6})?)?(?:([+-]\d\d)(\d\d))?$/;

/**
 * `20240820151030+0800` as `2024-08-20T15:10:30+08:00`, the offset only where it was sent. Undefined where it is no moment:
 * zeros, an impossible date, or a date without its time. Sources: LIS02-A2, 5.6.2; HL7 v2.5.1, 2.A.79 (TS).
 */
export const compactTime = (text: string): string | undefined => {
  const [, year, month, day, hour, minute, second, offsetHour, offsetMinute] = COMPACT.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const moment = instrumentTimeText({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
  });
  if (moment === undefined || Number(year) < EARLIEST_YEAR) return undefined;
  const local = second === undefined ? moment.slice(0, -SECONDS.length) : moment;
  const offset = offsetHour === undefined ? '' : `${offsetHour}:${offsetMinute}`;
  return `${local}${offset}`;
};
