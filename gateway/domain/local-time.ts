import type { UtcMillis } from './clock.ts';

const DAY: UtcMillis = 86_400_000;

const DEVICE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Clocks are changed at full quarter hours: within one, a zone's offset stays. */
const QUARTER: UtcMillis = 900_000;

/** Before, some were changed at odd minutes: Newfoundland's at one past midnight until 2011. */
const SINCE: UtcMillis = Date.UTC(2013, 0, 1);

/** The zones' offsets in the quarter hour that was asked for last: the formatter is far too slow for each second. */
const offsets = new Map<string, { readonly quarter: number; readonly offset: number }>();

/** Wall time in a zone, as if it were UTC, in full seconds. */
const wallOf = (at: UtcMillis, timezone: string): number => {
  if (at < SINCE) return formattedWall(at, timezone);
  const second = Math.floor(at / 1000) * 1000;
  const quarter = Math.floor(at / QUARTER);
  const known = offsets.get(timezone);
  if (known?.quarter === quarter) return second + known.offset;
  const offset = formattedWall(at, timezone) - second;
  offsets.set(timezone, { quarter, offset });
  return second + offset;
};

const formattedWall = (at: UtcMillis, timezone: string): number => {
  const format = formats.get(timezone) ?? newFormat(timezone);
  formats.set(timezone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

const newFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }); // biome-ignore format: a list to read

/** The local date, `2026-01-15`. */
export const localDate = (at: UtcMillis, timezone: string): string => new Date(wallOf(at, timezone)).toISOString().slice(0, 10);

/** The local weekday of a date, 0 for Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The local time of day, in minutes since midnight. */
export const minuteOfDay = (at: UtcMillis, timezone: string): number => {
  const wall = new Date(wallOf(at, timezone));
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
};

/** How far clocks are set back: an hour, and half of one on Lord Howe Island. */
const SET_BACK: readonly UtcMillis[] = [3_600_000, 1_800_000];

/**
 * What to write behind a local time that the zone's clocks show twice, in autumn: ` (UTC+1)`; nothing behind any other. Without
 * it, what began before the clocks were set back and ended behind reads as if it had ended before it began.
 */
export const repeatedTimeMark = (at: UtcMillis, timezone: string): string => {
  const wall = wallOf(at, timezone);
  const isRepeated = SET_BACK.some((by) => wallOf(at - by, timezone) === wall || wallOf(at + by, timezone) === wall);
  if (!isRepeated) return '';
  const minutes = Math.round((wall - at) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return ` (UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`})`;
};

/**
 * The moment that an instrument's clock shows, `YYYY-MM-DDThh:mm[:ss][offset]`, read in the site's zone where it has no
 * offset; undefined for what is no date. An hour that a change of clocks repeats is its first; one that it skips is read
 * by the offset before the change.
 */
export const momentOf = (text: string, timezone: string): UtcMillis | undefined => {
  const [, year, month, day, hour, minute, second, offset] = DEVICE_TIME.exec(text) ?? [];
  if (year === undefined) return undefined;
  const fields = [Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second ?? 0)] as const;
  const wall = Date.UTC(Number(year), ...fields);
  const back = new Date(wall);
  if (back.getUTCMonth() !== fields[0] || back.getUTCHours() !== fields[2] || fields[3] > 59 || fields[4] > 59) return undefined;
  return offset === undefined ? inZone(wall, timezone) : wall - offsetOf(offset);
};

const offsetOf = (offset: string): number => {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000;
};

const inZone = (wall: number, timezone: string): UtcMillis => {
  const [before, after] = [wall - DAY, wall + DAY].map((near) => wall - (wallOf(near, timezone) - near));
  const fitting = [before, after].filter((at): at is number => at !== undefined && wallOf(at, timezone) === wall);
  return Math.min(...(fitting.length > 0 ? fitting : [before ?? wall]));
};
