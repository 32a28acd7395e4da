const COMPACT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:\.\d{1,6})?)?(?:([+-]\d\d)(\d\d))?$/;

/** True of a moment that the calendar has: no thirteenth month, no 30 February, no year 0. */
const exists = (year: number, month: number, day: number, hour: number, minute: number, second: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isSameDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return year >= 1900 && isSameDay && hour < 24 && minute < 60 && second < 60;
};

/**
 * `20240820151030+0800` as `2024-08-20T15:10:30+08:00`, the offset only where it was sent. Undefined where it is no moment:
 * zeros, an impossible date, or a date without its time. Sources: LIS02-A2, 5.6.2; HL7 v2.5.1, 2.A.79 (TS).
 */
export const compactTime = (text: string): string | undefined => {
  const [, year, month, day, hour, minute, second, offsetHour, offsetMinute] = COMPACT.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  if (!exists(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second ?? 0))) return undefined;
  const time = second === undefined ? `${hour}:${minute}` : `${hour}:${minute}:${second}`;
  const offset = offsetHour === undefined ? '' : `${offsetHour}:${offsetMinute}`;
  return `${year}-${month}-${day}T${time}${offset}`;
};
