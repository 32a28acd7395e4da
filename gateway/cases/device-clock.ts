import type { UtcMillis } from '../domain/clock.ts';
import { momentOf } from '../domain/local-time.ts';

/** Records may be older than this only where the clock is wrong: instruments without a battery begin in 1970, 2000 or 2010. */
const OLDEST: UtcMillis = 10 * 365 * 86_400_000;

/** A clock may be ahead by so much, and still be a clock that somebody once set. */
const NEWEST: UtcMillis = 86_400_000;

/** An offset that was seen holds for so long: clocks drift, and people set them. */
const OFFSET_HOLDS: UtcMillis = 86_400_000;

/** How far an instrument's clock was ahead of the box's, in ms, and when that was seen. */
export interface ClockOffset {
  readonly ahead: number;
  readonly at: UtcMillis;
}

/** What an instrument's clock says of a result. */
export interface DeviceTime {
  /** As the instrument's clock showed it; absent where that is impossible. */
  readonly measuredAt?: UtcMillis;
  /** When it was by the box's clock, as far as it can be known; absent where it can't. */
  readonly joinAt?: UtcMillis;
}

/** Whether a time of day tells two results apart: midnight sharp is a clock without a time, or a date alone. */
export const tellsTime = (text: string | undefined): text is string => text !== undefined && !/T00:00(:00)?($|[Z+.-])/.test(text);

/** Whether an instrument's time goes down to the second. */
export const tellsSeconds = (text: string): boolean => /T\d\d:\d\d:\d\d/.test(text);

/** Reads an instrument's time. Without any, the moment of receipt stands in for joining; with an impossible one nothing does. */
export const deviceTime = (
  text: string | undefined,
  receivedAt: UtcMillis,
  timezone: string,
  offset: ClockOffset | undefined,
): DeviceTime => {
  if (text === undefined) return { joinAt: receivedAt };
  const shown = momentOf(text, timezone);
  if (shown === undefined) return {};
  const known = offset !== undefined && receivedAt - offset.at <= OFFSET_HOLDS ? offset.ahead : undefined;
  const isPossible = shown >= receivedAt - OLDEST && shown <= receivedAt + NEWEST;
  const measured = isPossible ? { measuredAt: shown } : {};
  if (known !== undefined) return { ...measured, joinAt: Math.min(shown - known, receivedAt) };
  return isPossible ? { measuredAt: shown, joinAt: Math.min(shown, receivedAt) } : {};
};

/** The offset of an instrument that told its time when it sent; undefined where it didn't. */
export const offsetAt = (sentAt: string | undefined, receivedAt: UtcMillis, timezone: string): ClockOffset | undefined => {
  const shown = sentAt === undefined ? undefined : momentOf(sentAt, timezone);
  return shown === undefined ? undefined : { ahead: shown - receivedAt, at: receivedAt };
};
