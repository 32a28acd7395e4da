import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Cause, type CauseAlarm, HOUR, isQuiet } from './cause.ts';
import { isOfLine, isOfOneCabinet } from './cause-key.ts';

/** When something began while people could be told of it. */
export interface Came {
  /** What came: a cabinet beyond one of its limits, or a channel that fell silent or whose probe broke. */
  readonly key: string;
  readonly at: Millis;
  /** Of a loose plug: how long it has been away in sum since people were told. */
  readonly away: Millis;
}

/** What came longer ago than this has no more to do with what comes. */
const COMES_AND_GOES: Millis = 6 * HOUR;

/** No more of one thing are counted. */
const MOST_COUNTED = 3;

/** More than this are not remembered: then people are rather told once too often. */
const MOST_CAME = 600;

/** What swings with a compressor. Food that did not cool, or was too long warm in sum, is other food each time. */
const SWINGS: ReadonlySet<AlarmCause> = new Set(['high', 'low', 'rate']);

/** What a loose plug does. */
const LOOSENS: ReadonlySet<AlarmCause> = new Set(['silence', 'probe-fault']);

/** What the alarm would be a return of; undefined where it is told each time: what is beyond the law, and what a power cut or a restart explains. */
const keyOf = (
  { channel, cause, level, limit }: AlarmState,
  cabinet: string,
  { key }: Pick<Cause, 'key'>,
): string | undefined => {
  if (LOOSENS.has(cause)) return isOfLine({ key }) ? `${channel} ${cause}` : undefined;
  // Another limit of the same cabinet is another thing to know.
  return SWINGS.has(cause) && level === 'operational' && isOfOneCabinet(key) ? `${cabinet} ${cause} ${limit ?? ''}` : undefined;
};

/** An alarm that joins a cause, with how often the same came in the hours before; and what came, with this. */
export const counted = (
  came: readonly Came[],
  cause: Pick<Cause, 'key' | 'alarms'>,
  alarm: Omit<CauseAlarm, 'returns' | 'away'>,
): { readonly alarm: CauseAlarm; readonly came: readonly Came[] } => {
  const key = keyOf(alarm.state, alarm.cabinet, cause);
  if (key === undefined) return { alarm: { ...alarm, returns: 0, away: 0 }, came };
  const recent = came.filter(({ at }) => alarm.joinedAt - at < COMES_AND_GOES);
  const mine = recent.filter((each) => each.key === key);
  const away = mine.at(-1)?.away ?? 0;
  // What flaps within one cause came once.
  const same = cause.alarms.find((each) => keyOf(each.state, each.cabinet, cause) === key && !isQuiet(each.state));
  if (same !== undefined) return { alarm: { ...alarm, returns: same.returns, away }, came };
  const counting = { ...alarm, returns: mine.length, away };
  // Of what was shelved or in maintenance nobody was told: it is no return.
  if (isQuiet(alarm.state)) return { alarm: counting, came };
  const kept = [...mine, { key, at: alarm.joinedAt, away }].slice(-MOST_COUNTED);
  return { alarm: counting, came: [...recent.filter((each) => each.key !== key), ...kept].slice(-MOST_CAME) };
};

/** How long it was away before its rule spoke. A clock that was set meanwhile must make no hours of it. */
const beforeAlarm = ({ state: { raisedAt, since } }: CauseAlarm): Millis => Math.min(Math.max(0, raisedAt - since), HOUR);

/** What came, after an alarm is over: what a loose plug did and nobody was told of adds up; what was told begins anew. */
export const addedUp = (came: readonly Came[], cause: Cause, alarm: CauseAlarm, at: Millis): readonly Came[] => {
  const key = isLoose(alarm) ? keyOf(alarm.state, alarm.cabinet, cause) : undefined;
  const last = came.findLast((each) => each.key === key);
  if (last === undefined || isQuiet(alarm.state)) return came;
  const away = alarm.told ? 0 : alarm.away + beforeAlarm(alarm) + at - alarm.joinedAt;
  return came.map((each) => (each === last ? { ...each, away } : each));
};

/** Whoever was told twice knows that it comes and goes. */
const TOLD_BEFORE = 2;

/** A cabinet that swings about its working limit is told again once it stays beyond for so long. */
const STAYS_BEYOND: Millis = HOUR;

/** Nothing is known of a cabinet meanwhile: what a loose plug did twice before is told again once it stays for half the time. */
const STAYS_AWAY: Millis = HOUR / 2;

/** So long it may have been away in sum before it is spoken of again: food that nobody sees has two hours, and no more. */
const MOST_AWAY: Millis = 2 * HOUR;

const isLoose = ({ state }: CauseAlarm): boolean => LOOSENS.has(state.cause);

/** How long it may still be away. */
const leftOf = (alarm: CauseAlarm): Millis => MOST_AWAY - alarm.away - beforeAlarm(alarm);

/** How long one more return of the same waits before it is told, in the hope that it goes as it came. */
const holdOf = (alarm: CauseAlarm): Millis => {
  // A plug is spoken of once more before anybody waits for it: somebody must look at it.
  if (isLoose(alarm)) return alarm.returns > TOLD_BEFORE ? Math.max(0, Math.min(STAYS_AWAY, leftOf(alarm))) : 0;
  return alarm.returns >= TOLD_BEFORE ? STAYS_BEYOND : 0;
};

/** How long the news of a cause waits: the whole of it must be known to come and go, and nothing of this time been told. */
export const heldFor = ({ severity }: Cause, fresh: readonly CauseAlarm[]): Millis =>
  severity > 0 ? 0 : Math.min(...fresh.map(holdOf));

const isSpokenOf = (alarm: CauseAlarm): boolean => alarm.returns === TOLD_BEFORE || leftOf(alarm) < STAYS_AWAY;

/** True where the news of a cause is that something hangs by a loose plug: told in words of its own. */
export const isLoosePlug = ({ severity }: Cause, fresh: readonly CauseAlarm[]): boolean =>
  severity === 0 && fresh.every((alarm) => isLoose(alarm) && alarm.returns >= TOLD_BEFORE) && fresh.some(isSpokenOf);
