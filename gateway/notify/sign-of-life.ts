import type { UtcMillis } from '../domain/clock.ts';
import { localDate, minuteOfDay } from '../domain/local-time.ts';
import type { Told } from './plan/route.ts';

/** A daily message at a local time of day. */
export interface SignOfLife extends Told {
  /** Minutes since midnight. */
  readonly at: number;
}

/**
 * The local date for which a sign of life is due, `2026-11-28`; undefined where none is. One a day, late where the box was
 * off at its time. A box that has never given one begins with the next.
 */
export const lifeDue = ({ at }: SignOfLife, now: UtcMillis, timezone: string, last: string | undefined): string | undefined => {
  const today = localDate(now, timezone);
  if (last === today || minuteOfDay(now, timezone) < at) return undefined;
  // A clock that was set back over midnight must not tell a day twice; one that was years ahead must not silence those years.
  return last === undefined || today > last || daysBetween(today, last) > 1 ? today : undefined;
};

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
