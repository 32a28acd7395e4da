import type { Millis } from '../domain/clock.ts';

/** A duration as people write it: a whole number and its unit. */
export const DURATION_PATTERN = /^(\d{1,9})(ms|s|min|h|d|y)$/;

const UNITS: readonly (readonly [unit: string, length: Millis])[] = [
  ['y', 31_536_000_000], // 365 days: a term for keeping records, not a calendar
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** Milliseconds of `500ms`, `10s`, `30min`, `2h`, `90d` or `2y`; undefined for anything else. */
export const parseDuration = (text: string): Millis | undefined => {
  const [, count, unit] = DURATION_PATTERN.exec(text) ?? [];
  const length = UNITS.find(([name]) => name === unit)?.[1];
  return length === undefined ? undefined : Number(count) * length;
};

/** The duration in the largest unit that gives a whole number: 90000 is `90s`, 60000 is `1min`. */
export const durationText = (duration: Millis): string => {
  const [unit, length] = UNITS.find(([, each]) => duration >= each && duration % each === 0) ?? ['ms', 1];
  return `${duration / length}${unit}`;
};
