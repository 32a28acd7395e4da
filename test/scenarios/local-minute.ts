import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { momentOf } from '../../gateway/domain/local-time.ts';

/** Where all scenarios happen: eight hours east of Greenwich, the whole year. */
const ZONE = 'Asia/Shanghai';

const DAY: UtcMillis = 86_400_000;
const EAST: UtcMillis = 8 * 3_600_000;

/** A time of a scenario: `12:05`, `12:05:30`, or `+2 07:00` two days after its first. */
export const MINUTE_PATTERN = /^(?:\+(\d+) )?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** The moment that a time of a scenario names; `first` is its first local date, `2026-11-30`. */
export const momentIn = (first: string, text: string): UtcMillis => {
  const [, days = '0', hour, minute, second = '00'] = MINUTE_PATTERN.exec(text) ?? [];
  const midnight = momentOf(`${first}T00:00`, ZONE);
  if (hour === undefined || minute === undefined || midnight === undefined) throw new Error(`no time of a scenario: ${text}`);
  return midnight + Number(days) * DAY + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000;
};

/** The minute of a moment, as scenarios write it. */
export const minuteIn = (first: string, at: UtcMillis): string => {
  const days = Math.floor((at - momentIn(first, '00:00')) / DAY);
  const clock = new Date(at + EAST).toISOString().slice(11, 16);
  return days === 0 ? clock : `+${days} ${clock}`;
};
