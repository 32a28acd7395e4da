import type { Millis, UtcMillis } from '../domain/clock.ts';
import { repeatedTimeMark } from '../domain/local-time.ts';
import { unitSign } from '../domain/measurement-unit.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { ChannelRecord } from './report-data.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatted = (at: UtcMillis, timezone: string): string => {
  const format =
    formats.get(timezone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timezone, format);
  return format.format(at);
};

/** `14:05`, local. */
export const timeText = (at: UtcMillis, timezone: string): string => formatted(at, timezone).slice(11);

/** `11-28 14:05`, local; `10-25 02:31 (UTC+1)` where the clocks show that time twice. */
export const dayTimeText = (at: UtcMillis, timezone: string): string =>
  `${formatted(at, timezone).slice(5)}${repeatedTimeMark(at, timezone)}`;

/** `2026-11-28 14:05`, local; marked as `dayTimeText`. */
export const momentText = (at: UtcMillis, timezone: string): string =>
  `${formatted(at, timezone)}${repeatedTimeMark(at, timezone)}`;

/** A length of time as people say it: `0`, `40 s`, `35 min`, `6 h 20 min`, `3 d 4 h`. What there is never becomes 0. */
export const lengthText = (length: Millis, language: Language): string => {
  if (length <= 0) return '0';
  const minutes = Math.round(length / 60_000);
  if (minutes < 1) return say(language, 'alarm.seconds', { n: Math.max(1, Math.round(length / 1000)) });
  if (minutes < 120) return say(language, 'alarm.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (minutes % 60 === 0 && hours <= 48) return say(language, 'alarm.hours', { n: hours });
  if (hours < 48) return say(language, 'report.length.hours', { hours, minutes: minutes % 60 });
  return say(language, 'report.length.days', { days: Math.floor(hours / 24), hours: hours % 24 });
};

/** A share of time in per cent with one decimal: only all of it is 100, and only nothing is 0. */
export const shareText = (part: Millis, whole: Millis): string => {
  if (whole <= 0 || part <= 0) return '0 %';
  if (part >= whole) return '100 %';
  return `${Math.min(99.9, Math.max(0.1, Math.round((part / whole) * 1000) / 10)).toFixed(1)} %`;
};

/** A value with as many decimals as its probe has, and without its unit; `–` where there is none. */
export const valueText = (value: number | null, { resolution }: Pick<ChannelRecord, 'resolution'>): string =>
  value === null ? '–' : value.toFixed(Math.min(2, String(resolution).split('.')[1]?.length ?? 0)).replace('-', '−');

/** `0 – 8 °C`, `≤ −12 °C`, `≥ 60 °C`; empty without limits. */
export const limitsText = ({ judgedBy, unit }: ChannelRecord): string => {
  if (judgedBy === null) return '';
  const { low, high } = judgedBy;
  const [from, to] = [low, high].map((limit) => String(limit).replace('-', '−'));
  const sign = unitSign(unit);
  if (low !== undefined && high !== undefined) return `${from} – ${to} ${sign}`;
  return high === undefined ? `≥ ${from} ${sign}` : `≤ ${to} ${sign}`;
};
