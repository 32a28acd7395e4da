import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import type { Recipient } from './route.ts';

/** Who was told, and when: of the clock that only grows. */
export interface Hearing {
  readonly person: string;
  readonly at: Millis;
}

/** Both as one: each person once, as he was told first. */
export const withHearings = (heard: readonly Hearing[], more: readonly Hearing[]): readonly Hearing[] => {
  const first = new Map(heard.map(({ person, at }) => [person, at]));
  for (const { person, at } of more) first.set(person, Math.min(at, first.get(person) ?? at));
  return [...first].map(([person, at]) => ({ person, at }));
};

/** An alarm of a cause, as it stands. */
export interface CauseAlarm {
  readonly state: AlarmState;
  readonly cabinet: string;
  /** Some message has named it, or what it is the same as. */
  readonly told: boolean;
  /** The persons who were told of it, by id, and when each was first. */
  readonly heard: readonly Hearing[];
  /** When it joined its cause. */
  readonly joinedAt: Millis;
  /** How often the same came in the hours before, and people could hear of it. */
  readonly returns: number;
  /** Of a loose plug: how long it had been away in sum before, since people were told. */
  readonly away: Millis;
  /** When somebody confirmed what was done; absent where nobody has. */
  readonly confirmedAt?: Millis;
}

/** An alarm of a cause after it changed. */
export const changed = (alarm: CauseAlarm, state: AlarmState, at: Millis): CauseAlarm =>
  state.confirmed && alarm.confirmedAt === undefined ? { ...alarm, state, confirmedAt: at } : { ...alarm, state };

/** What people are told of as one: the alarms that one fault raised. Times are of the clock that only grows. */
export interface Cause {
  readonly id: string;
  /** What it is about: `mains`, `line:kitchen`, `device:fridge-1`, `cabinet:1号冷藏柜`. */
  readonly key: string;
  readonly alarms: readonly CauseAlarm[];
  readonly begunAt: Millis;
  /** When the last alarm joined. */
  readonly joinedAt: Millis;
  /** The worst that people were told of the same within the hour before; 0 for nothing. */
  readonly known: number;
  /** When the steps began to count: the first message, or the one that told that it is worse. */
  readonly stepsFrom?: Millis;
  /** When the last message went out. */
  readonly lastAt?: Millis;
  /** Steps that were taken. */
  readonly steps: number;
  /** The worst that was told. */
  readonly severity: number;
  /** Since when none of its alarms is active. */
  readonly goneAt?: Millis;
  /** Of a power cut: since when the mains are back. */
  readonly backAt?: Millis;
  /** What is due and held back by the hour's bound; told in the record once. */
  readonly held?: 'alarm' | 'cleared' | 'escalation' | 're-alarm';
  /** The number that its messages ask for in reply; absent until the first. */
  readonly code?: number;
  /** Everybody who was told. */
  readonly reached: readonly Recipient[];
}

/** Not told: a person, the plan of the site or the maintenance says so. Recorded all the same. */
export const isQuiet = ({ shelved, suppressed, outOfService }: AlarmState): boolean => shelved || suppressed || outOfService;

/** The alarms of a cause that stand and may be told. */
export const standing = ({ alarms }: Cause): readonly CauseAlarm[] =>
  alarms.filter(({ state }) => state.active && !isQuiet(state));

/** Those of them that nobody has acknowledged. */
export const calling = (cause: Cause): readonly CauseAlarm[] => standing(cause).filter(({ state }) => !state.acknowledged);

/** What a person's reply answers: what he was told of and stands, though somebody has put it aside since; nothing else. */
export const unanswered = (cause: Cause, person: string): readonly CauseAlarm[] =>
  cause.alarms.filter(({ state, heard }) => state.active && !state.acknowledged && heard.some((each) => each.person === person));

/** True for what is beyond the law, as long as nobody has confirmed what was done. A button may have been pushed for something else. */
export const isOwedByLaw = (state: AlarmState): boolean => severityOf(state) === BEYOND_THE_LAW && !state.confirmed;

/** What was beyond the law and is over before anybody was told of it. */
export const missed = ({ alarms }: Cause): readonly CauseAlarm[] =>
  alarms.filter(({ state, told }) => !state.active && !told && !isQuiet(state) && isOwedByLaw(state));

/**
 * What must be told at once: whatever is worse than what was told, and what is beyond the law in a cabinet of which nobody
 * knows that. What is beyond the law and in no message yet is told though it was acknowledged.
 */
export const newsOf = (cause: Cause): readonly CauseAlarm[] =>
  standing(cause).filter((alarm) => {
    const { state, told } = alarm;
    if (told || (state.acknowledged && !isOwedByLaw(state))) return false;
    const severity = severityOf(state);
    return severity > cause.severity || (severity === BEYOND_THE_LAW && isUnheardOf(cause, alarm));
  });

/**
 * True for what no message has said of its cabinet's food so far. What is over, and was seen or is long past, says nothing of
 * a cabinet that is beyond the law again.
 */
export const isUnheardOf = ({ alarms }: Cause, { state, cabinet }: CauseAlarm): boolean => {
  const severity = severityOf(state);
  const isSaidBy = (each: CauseAlarm): boolean =>
    each.told &&
    each.cabinet === cabinet &&
    severityOf(each.state) >= severity &&
    (severity < BEYOND_THE_LAW || each.state.active || (!each.state.acknowledged && isSoonAfter(each.state, state)));
  return severity > 1 && !alarms.some(isSaidBy);
};

/** The same again within this is nothing new. */
export const HOUR: Millis = 3_600_000;

/** True where one alarm goes on in the other: it stands yet, or was over for no longer than flapping takes. A cut keeps its cause open for days. */
export const isSoonAfter = ({ active, clearedAt }: AlarmState, { since }: AlarmState): boolean =>
  active || clearedAt === undefined || since - clearedAt <= HOUR;

/** What says that food may be at risk; all others say that something is not well. */
const OF_FOOD: ReadonlySet<AlarmCause> = new Set(['high', 'low', 'after-gap', 'cumulative', 'cooling', 'cycle', 'rate']);

/** True for what says how a cabinet and its food fare, unlike what says that nothing is known of them. */
export const isOfCabinet = ({ cause }: AlarmState): boolean => OF_FOOD.has(cause) || cause === 'door' || cause === 'compressor';

/** How bad an alarm is: 1 something is not well, 2 beyond the working limit, 3 beyond the legal one. */
export const severityOf = ({ cause, level }: AlarmState): number => {
  if (!OF_FOOD.has(cause)) return 1;
  return level === 'legal' ? BEYOND_THE_LAW : BEYOND_WORKING_LIMIT;
};

/** The severity of food that is warmer or colder than the site wants it, and within the law. */
const BEYOND_WORKING_LIMIT = 2;

/** The severity of what no bound holds back, and nothing swallows. */
export const BEYOND_THE_LAW = 3;

/** The worst of some alarms; 0 for none. */
export const worst = (alarms: readonly CauseAlarm[]): number => Math.max(0, ...alarms.map(({ state }) => severityOf(state)));
