import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import type { Recipient } from './route.ts';

/** An alarm of a cause, as it stands. */
export interface CauseAlarm {
  readonly state: AlarmState;
  readonly cabinet: string;
  /** Some message has named it. */
  readonly told: boolean;
  /** When it joined its cause. */
  readonly joinedAt: Millis;
}

/** What people are told of as one: the alarms that one fault raised. Times are of the clock that only grows. */
export interface Cause {
  readonly id: string;
  /** What it is about: `mains`, `line:kitchen`, `device:fridge-1`, `cabinet:1号冷藏柜`. */
  readonly key: string;
  readonly alarms: readonly CauseAlarm[];
  readonly begunAt: Millis;
  /** When the last alarm joined. */
  readonly joinedAt: Millis;
  /** True where people were told of the same lately: then its first message is bound like any other. */
  readonly known: boolean;
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
  /** What is due and held back by the hour's bound; told in the record once. */
  readonly held?: 'alarm' | 'cleared' | 'escalation' | 're-alarm';
  /** The number that its messages ask for in reply; absent until the first. */
  readonly code?: number;
  /** Everybody who was told. */
  readonly reached: readonly Recipient[];
}

/** Not told: a person, the plan of the site or the maintenance says so. Recorded all the same. */
const isQuiet = ({ shelved, suppressed, outOfService }: AlarmState): boolean => shelved || suppressed || outOfService;

/** The alarms of a cause that stand and may be told. */
export const standing = ({ alarms }: Cause): readonly CauseAlarm[] =>
  alarms.filter(({ state }) => state.active && !isQuiet(state));

/** Those of them that nobody has acknowledged. */
export const calling = (cause: Cause): readonly CauseAlarm[] => standing(cause).filter(({ state }) => !state.acknowledged);

/** What a reply to its messages answers: whatever calls, and what was told and stands, though somebody has put it aside since. */
export const unanswered = (cause: Cause): readonly CauseAlarm[] =>
  cause.alarms.filter(({ state, told }) => state.active && !state.acknowledged && (told || !isQuiet(state)));

/** What says that food may be at risk; all others say that something is not well. */
const OF_FOOD: ReadonlySet<AlarmCause> = new Set(['high', 'low', 'after-gap', 'cumulative', 'cooling', 'cycle', 'rate']);

/** True for what says how a cabinet and its food fare, unlike what says that nothing is known of them. */
export const isOfCabinet = ({ cause }: AlarmState): boolean => OF_FOOD.has(cause) || cause === 'door' || cause === 'compressor';

/** How bad an alarm is: 1 something is not well, 2 beyond the working limit, 3 beyond the legal one. */
export const severityOf = ({ cause, level }: AlarmState): number => {
  if (!OF_FOOD.has(cause)) return 1;
  return level === 'legal' ? 3 : 2;
};

/** The worst of some alarms; 0 for none. */
export const worst = (alarms: readonly CauseAlarm[]): number => Math.max(0, ...alarms.map(({ state }) => severityOf(state)));
