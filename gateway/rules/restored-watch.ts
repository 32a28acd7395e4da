import type { AlarmState } from '../domain/alarm.ts';
import type { Millis } from '../domain/clock.ts';
import type { Limit } from '../domain/limit.ts';
import { type Holding, NOT_IN_THIS_RUN } from './holding.ts';
import { type LimitState, WITHIN } from './limit-timer.ts';
import { OTHER_RUN } from './moment.ts';
import { PROBE_WELL, type ProbeState } from './probe-fault.ts';
import type { SavedHolding, SavedWatch } from './saved-watch.ts';
import { isSeldom } from './silence.ts';
import { BEFORE_A_GAP, isQuiet, nextLookOf, standingOf, type Watch } from './watched.ts';

/** What this start knows of the run before it. */
export interface RunBefore {
  /** The machine ran on meanwhile, so that its growing clock goes on. */
  readonly sameMachineRun: boolean;
  /** How far the gateway was alive, on the clock that only grows; -Infinity where that isn't known, which makes the restart a gap. */
  readonly alive: Millis;
  /** The wall clock may be believed: it tells how long the machine was off. */
  readonly timeKnown: boolean;
}

/**
 * Puts a watch where it stood before the restart. Returns alarms that have no place any more, because their limit is no
 * longer in force. A restart of the machine is a gap: what happened while it was off is unknown.
 */
export const restoreWatch = (watch: Watch, saved: SavedWatch, before: RunBefore): readonly AlarmState[] => {
  const goesOn = before.sameMachineRun && !saved.gap;
  watch.lastGood = goesOn ? before.alive : BEFORE_A_GAP;
  watch.gap = saved.gap;
  watch.limitStates = watch.limits.map(({ limit }) => restoredLimit(limit, saved, before.sameMachineRun));
  watch.probe = restoredProbe(saved, before.sameMachineRun);
  watch.silent = saved.silent;
  // Whether values still come too seldom shows anew.
  watch.owed = saved.silent !== undefined && isSeldom(saved.silent) ? watch.silence : 0;
  watch.frozen = saved.frozen;
  restoreConditions(watch, saved, before);
  restoreSuppression(watch, saved, before);
  watch.savedRunning = true;
  // Saved with the machine's new start, lest the next restart read the old run's clock as this one's.
  watch.unsaved = !before.sameMachineRun;
  watch.quiet = isQuiet(watch);
  const standing = new Set(standingOf(watch).map(({ id }) => id));
  return alarmsOf(saved).filter(({ id }) => !standing.has(id));
};

const restoreConditions = (
  watch: Watch,
  { conditions = {} }: SavedWatch,
  { sameMachineRun: sameRun, timeKnown }: RunBefore,
): void => {
  for (const condition of watch.conditions) {
    const saved = conditions[condition.key];
    if (saved !== undefined) condition.restore(saved, { sameRun, timeKnown });
  }
  watch.nextLook = nextLookOf(watch.conditions);
};

const restoreSuppression = (
  { suppression, conditions }: Watch,
  { closed = false, untold = [] }: SavedWatch,
  { sameMachineRun, timeKnown }: RunBefore,
): void => {
  suppression.closed = closed;
  suppression.outdated = closed && !sameMachineRun && !timeKnown;
  suppression.defrosting = conditions.some((condition) => condition.suppresses());
  for (const id of untold) suppression.untold.add(id);
};

/** Every alarm that stood when this was saved. */
export const alarmsOf = ({ silent, frozen, probe, limits, conditions = {} }: SavedWatch): readonly AlarmState[] =>
  [
    silent,
    frozen,
    probe,
    ...limits.flatMap(({ afterGap, alarm }) => [afterGap, alarm]),
    ...Object.values(conditions).map(({ alarm }) => alarm),
  ].filter((alarm) => alarm !== undefined);

const restoredHolding = ({ since: [now, elapsed], proven, seen }: SavedHolding, sameRun: boolean): Holding => ({
  since: { now, elapsed: sameRun && elapsed !== null ? elapsed : OTHER_RUN },
  proven,
  seen: sameRun && seen !== null ? seen : NOT_IN_THIS_RUN,
});

const restoredLimit = (limit: Limit, saved: SavedWatch, sameRun: boolean): LimitState => {
  const { level, side, value } = limit;
  const found = saved.limits.find((each) => each.level === level && each.side === side && each.value === value);
  if (found === undefined) return WITHIN;
  const { beyond, within, alarm, afterGap } = found;
  return {
    ...(beyond === undefined ? {} : { beyond: restoredHolding(beyond, sameRun) }),
    ...(within === undefined ? {} : { within: restoredHolding(within, sameRun) }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(afterGap === undefined ? {} : { afterGap }),
  };
};

const restoredProbe = ({ broken, probe }: SavedWatch, sameRun: boolean): ProbeState => {
  if (broken === undefined && probe === undefined) return PROBE_WELL;
  return {
    ...(broken === undefined ? {} : { broken: restoredHolding(broken, sameRun) }),
    ...(probe === undefined ? {} : { alarm: probe }),
  };
};
