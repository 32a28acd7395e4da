import type { AlarmState } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import type { LimitSet } from '../domain/limit.ts';
import type { Attendance } from './attendance.ts';
import type { ConditionRun } from './condition-run.ts';
import { conditionRuns } from './condition-runs.ts';
import { longestStepOf } from './data-gap.ts';
import type { LimitInForce } from './limit-in-force.ts';
import { WITHIN } from './limit-timer.ts';
import type { AskPartners } from './partners.ts';
import { PROBE_WELL } from './probe-fault.ts';
import type { SavedDelays } from './saved-delays.ts';
import { asTold, type Suppression } from './suppression.ts';

/** `lastGood` of a channel that never had a good value: its first one comes after no gap. */
const NEVER: Millis = Number.NaN;

/** `lastGood` of a channel that had one before the machine's start, or before a gap that was noticed: the next comes after a gap. */
export const BEFORE_A_GAP: Millis = Number.NEGATIVE_INFINITY;

/** What doesn't change about a watched channel. */
interface Watched {
  readonly channel: string;
  readonly cabinet: string;
  readonly rule: string;
  readonly limits: readonly LimitInForce[];
  readonly conditions: readonly ConditionRun[];
  /** Each of them looks at its own pace alone. */
  readonly paced: boolean;
  /** A good value from `low` to `high` breaks no limit, and tells no condition anything that isn't due. */
  readonly low: number;
  readonly high: number;
  readonly silence: Millis;
  readonly probeFault: Millis;
  /** Infinite where the rule doesn't ask for it. */
  readonly frozenAfter: Millis;
  readonly longestStep: Millis;
  readonly newId: () => string;
  readonly suppression: Suppression;
}

/** How a watched channel stands. It is the one thing here that changes in place: values come by the thousand each second. */
export interface Watch extends Watched, SavedDelays, Attendance {
  /** The last good value on the clock that only grows, or `NEVER`, or `BEFORE_A_GAP`. */
  lastGood: Millis;
  /** From when silence counts. */
  heard: Millis;
  /** From when on a condition wants to look at a value, whatever it is. */
  nextLook: Millis;
  /** No good value for longer than a gap; noticed by the tick. */
  gap: boolean;
  silent: AlarmState | undefined;
  frozen: AlarmState | undefined;
  /** No delay runs, no alarm stands, no condition is busy. */
  quiet: boolean;
}

/** A channel on its first day: nothing is known of it, and silence counts from now. */
export const createWatch = (channel: Channel, rule: LimitSet, at: Instant, newId: () => string, partners: AskPartners): Watch => {
  const longestStep = longestStepOf(channel);
  const conditions = conditionRuns(channel, rule, partners, newId);
  const bounds = { limits: rule.limits, conditions };
  // Every field by its name: V8 gives each object that was made by spreading a shape of its own, and judging takes 80 × as long.
  return {
    channel: channel.id,
    cabinet: channel.cabinet,
    rule: rule.id,
    longestStep,
    newId,
    limits: rule.limits.map((limit) => ({
      limit,
      channel: channel.id,
      rule: rule.id,
      longestStep,
      afterGap: rule.afterGap,
      newId,
    })),
    conditions,
    paced: conditions.every((condition) => condition.dueAt() !== Number.POSITIVE_INFINITY),
    low: lowestQuiet(bounds),
    high: highestQuiet(bounds),
    silence: rule.silence,
    probeFault: rule.probeFault,
    frozenAfter: rule.frozen ?? Number.POSITIVE_INFINITY,
    suppression: { closed: false, unsure: false, outdated: false, defrosting: false, untold: new Set() },
    lastGood: NEVER,
    heard: at.elapsed,
    owed: 0,
    owedAt: at.elapsed,
    owedSince: at.elapsed,
    nextLook: nextLookOf(conditions),
    gap: false,
    limitStates: rule.limits.map(() => WITHIN),
    probe: PROBE_WELL,
    silent: undefined,
    frozen: undefined,
    quiet: true,
    unsaved: false,
    savedAt: BEFORE_A_GAP,
    savedRunning: false,
  };
};

interface Bounds {
  readonly limits: LimitSet['limits'];
  readonly conditions: readonly ConditionRun[];
}

const lowestQuiet = ({ limits, conditions }: Bounds): number => {
  const values = limits.filter(({ side }) => side === 'low').map(({ value }) => value);
  return Math.max(Number.NEGATIVE_INFINITY, ...values, ...conditions.map(({ low }) => low));
};

const highestQuiet = ({ limits, conditions }: Bounds): number => {
  const values = limits.filter(({ side }) => side === 'high').map(({ value }) => value);
  return Math.min(Number.POSITIVE_INFINITY, ...values, ...conditions.map(({ high }) => high));
};

/** From when on one of these conditions wants to look at a value. */
export const nextLookOf = (conditions: readonly ConditionRun[]): Millis =>
  conditions.reduce((next, condition) => Math.min(next, condition.dueAt()), Number.POSITIVE_INFINITY);

/** Whether no delay runs, no alarm stands and no condition is busy. */
export const isQuiet = ({ silent, frozen, probe, limitStates, conditions, gap }: Watch): boolean =>
  silent === undefined &&
  frozen === undefined &&
  !gap &&
  probe === PROBE_WELL &&
  limitStates.every((state) => state === WITHIN) &&
  conditions.every((condition) => !condition.isBusy());

/** The alarms that stand, as the rules know them. */
export const standingOf = ({ silent, frozen, probe, limitStates, conditions }: Watch): readonly AlarmState[] =>
  [
    silent,
    frozen,
    probe.alarm,
    ...limitStates.flatMap(({ afterGap, alarm }) => [afterGap, alarm]),
    ...conditions.map((condition) => condition.alarm()),
  ].filter((alarm) => alarm !== undefined);

/** The alarms that stand, as the record has them. */
export const toldOf = (watch: Watch): readonly AlarmState[] => standingOf(watch).map((alarm) => asTold(watch.suppression, alarm));
