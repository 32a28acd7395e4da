import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis, UtcMillis } from '../../domain/clock.ts';
import { type Cause, isOfCabinet } from './cause.ts';

/** What must be known of the site to see that several alarms have one cause. */
export interface Place {
  readonly cabinet: string;
  readonly device: string;
  readonly line: string;
}

/** Where an alarm's channel is; undefined for what is no channel, as the box's storage. */
export type PlaceOf = (channel: string) => Place | undefined;

const MAINS = 'mains';
const GAP = 'gap';

/** Alarms of one line, or of one restart, that come within this are of one cause. */
const OF_ONE_STROKE: Millis = 600_000;

/** Units of one line are asked in turn: what falls silent within this fell silent together. */
const TOGETHER: Millis = 120_000;

/** What becomes known, or begins, in this time after the mains are back is still of the power cut. */
const AFTERMATH: Millis = 600_000;

/** What began in the cut may become an alarm so long after it: a freezer is given an hour. */
const LATEST: Millis = 7_200_000;

/** True for a cause that is one cabinet's own: neither the power's, nor the wire's, nor a restart's. */
export const isOfOneCabinet = (key: string): boolean => key.startsWith('cabinet:');

/** True for a cause that is one wire's, or that of a unit on it. */
export const isOfLine = ({ key }: Pick<Cause, 'key'>): boolean => key.startsWith('line:');

/** The keys of causes that an alarm may belong to, the widest first; the last is the one that it begins where none is open. */
const keysOf = ({ cause, channel }: AlarmState, place: Place | undefined): readonly string[] => {
  if (cause === 'mains') return [MAINS];
  if (cause === 'storage' || place === undefined) return [`box:${channel}`];
  if (cause === 'door') return [`cabinet:${place.cabinet}`];
  if (cause === 'after-gap') return [MAINS, `cabinet:${place.cabinet}`, GAP];
  if (cause === 'silence' || cause === 'probe-fault') return [MAINS, `line:${place.line}`];
  if (cause === 'frozen' || cause === 'disagreement') return [MAINS, `device:${place.device}`];
  return [MAINS, `cabinet:${place.cabinet}`];
};

/** The open cause that a new alarm joins; else the key of the one that it begins. */
export const joins = (causes: readonly Cause[], alarm: AlarmState, place: Place | undefined, at: Millis): Cause | string => {
  const keys = keysOf(alarm, place);
  const cause = keys
    .map((key) => causes.find((each) => each.key === key && takes(each, alarm, at)))
    .find((each) => each !== undefined);
  return cause ?? causes.find((each) => goesOn(each, alarm, place)) ?? keys.at(-1) ?? MAINS;
};

// Warm after the cut, and beyond the limit half an hour later: the same cabinet, the same story.
const goesOn = ({ alarms }: Cause, alarm: AlarmState, place: Place | undefined): boolean =>
  isOfCabinet(alarm) && alarms.some(({ state, cabinet }) => state.active && isOfCabinet(state) && cabinet === place?.cabinet);

// A second unit that falls silent an hour after the first has a fault of its own; within minutes it is the wire that both hang on.
const takes = (cause: Cause, { since }: AlarmState, at: Millis): boolean => {
  const { key, joinedAt, alarms } = cause;
  if (key === MAINS) return isOfCut(cause, since, at);
  if (!isOfOneStroke({ key })) return true;
  // Rules wait for different times: what began together was one stroke, however late its alarm.
  return at - joinedAt <= OF_ONE_STROKE || alarms.some(({ state }) => Math.abs(state.since - since) <= TOGETHER);
};

// A cut ends with its own alarm, however long a freezer stays warm: what breaks the day after is a fault of its own.
const isOfCut = ({ alarms, backAt }: Cause, since: UtcMillis, at: Millis): boolean => {
  if (backAt === undefined || at - backAt <= AFTERMATH) return true;
  const began = alarms.some(({ state: { cause, clearedAt } }) => cause === 'mains' && since - (clearedAt ?? 0) <= AFTERMATH);
  return began && at - backAt <= LATEST;
};

/** The cause with the time since which the mains are back, where it is a power cut. */
export const withMains = ({ backAt, ...cause }: Cause, at: Millis): Cause =>
  cause.key !== MAINS || cause.alarms.some(({ state }) => state.cause === 'mains' && state.active)
    ? cause
    : { ...cause, backAt: backAt ?? at };

/** True where what joins later is the same stroke, told already: the power cut, the wire, the restart. */
export const isOfOneStroke = ({ key }: Pick<Cause, 'key'>): boolean => key === MAINS || key === GAP || isOfLine({ key });

/** How long a cause that is over is kept open for what may still belong to it, before its end is told. */
export const settling = (cause: Pick<Cause, 'key'>): Millis => (cause.key === MAINS ? AFTERMATH : SETTLING);

/** A flapping alarm is one alarm: its end is told once it has stayed away for so long. */
const SETTLING: Millis = 300_000;

/**
 * When news of a cause is told: once no companion has joined for a while, and in a minute at the latest, for the first message
 * is never held back. `newsAt`: when the news came. A power cut waits for nobody, for the box may be next; what follows from
 * it is told as one, cabinet by cabinet as they are read when the power is back.
 */
export const gathered = (
  { key, begunAt, joinedAt, severity }: Pick<Cause, 'key' | 'begunAt' | 'joinedAt' | 'severity'>,
  newsAt: Millis,
): Millis =>
  key === MAINS && severity === 0
    ? Math.max(begunAt, newsAt)
    : Math.min(Math.max(begunAt, joinedAt) + GATHERING, newsAt + LONGEST_GATHERING);

/** So long a message waits for companions after each. */
export const GATHERING: Millis = 15_000;
const LONGEST_GATHERING: Millis = 60_000;
