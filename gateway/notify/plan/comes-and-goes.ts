import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Cause, type CauseAlarm, HOUR, isQuiet } from './cause.ts';
import { isOfLine, isOfOneCabinet } from './cause-key.ts';

/** When something began while people could be told of it. */
export interface Came {
  /** What came: a cabinet beyond one of its limits, or a channel that fell silent or whose probe broke. */
  readonly key: string;
  readonly at: Millis;
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
  alarm: Omit<CauseAlarm, 'returns'>,
): { readonly alarm: CauseAlarm; readonly came: readonly Came[] } => {
  const key = keyOf(alarm.state, alarm.cabinet, cause);
  if (key === undefined) return { alarm: { ...alarm, returns: 0 }, came };
  // What flaps within one cause came once.
  const same = cause.alarms.find((each) => keyOf(each.state, each.cabinet, cause) === key && !isQuiet(each.state));
  if (same !== undefined) return { alarm: { ...alarm, returns: same.returns }, came };
  const recent = came.filter(({ at }) => alarm.joinedAt - at < COMES_AND_GOES);
  const mine = recent.filter((each) => each.key === key);
  const counting = { ...alarm, returns: mine.length };
  // Of what was shelved or in maintenance nobody was told: it is no return.
  if (isQuiet(alarm.state)) return { alarm: counting, came };
  const kept = [...mine, { key, at: alarm.joinedAt }].slice(-MOST_COUNTED);
  return { alarm: counting, came: [...recent.filter((each) => each.key !== key), ...kept].slice(-MOST_CAME) };
};

/** Whoever was told twice knows that it comes and goes. */
const TOLD_BEFORE = 2;

/** A cabinet that swings about its working limit is told again once it stays beyond for so long. */
const STAYS_BEYOND: Millis = HOUR;

/** Nothing is known of a cabinet meanwhile: what a loose plug did twice before is told again once it stays for half the time. */
const STAYS_AWAY: Millis = HOUR / 2;

const isLoose = ({ state }: CauseAlarm): boolean => LOOSENS.has(state.cause);

/** How long one more return of the same waits before it is told, in the hope that it goes as it came. */
const holdOf = (alarm: CauseAlarm): Millis => {
  // A plug is spoken of once more before anybody waits for it: somebody must look at it.
  if (isLoose(alarm)) return alarm.returns > TOLD_BEFORE ? STAYS_AWAY : 0;
  return alarm.returns >= TOLD_BEFORE ? STAYS_BEYOND : 0;
};

/** How long the news of a cause waits: the whole of it must be known to come and go, and nothing of this time been told. */
export const heldFor = ({ severity }: Cause, fresh: readonly CauseAlarm[]): Millis =>
  severity > 0 ? 0 : Math.min(...fresh.map(holdOf));

/** True where the news of a cause is that something hangs by a loose plug: told once, in words of its own. */
export const isLoosePlug = ({ severity }: Cause, fresh: readonly CauseAlarm[]): boolean =>
  severity === 0 &&
  fresh.every((alarm) => isLoose(alarm) && alarm.returns >= TOLD_BEFORE) &&
  fresh.some(({ returns }) => returns === TOLD_BEFORE);
