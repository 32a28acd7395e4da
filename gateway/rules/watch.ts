import type { AlarmState } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import type { LimitSet } from '../domain/limit.ts';
import { isProbeFault, type Quality } from '../domain/quality.ts';
import { cleared } from './alarm-life.ts';
import type { LimitInForce } from './limit-in-force.ts';
import { judgeLimit, WITHIN } from './limit-timer.ts';
import { momentOf } from './moment.ts';
import { PROBE_WELL, probeBroken, probeWell } from './probe-fault.ts';
import { noteDelays, runningOf, type SavedDelays } from './saved-delays.ts';
import { NO_CHANGES, type SeenValue } from './seen-value.ts';
import { silenceAlarm } from './silence.ts';

/** `lastGood` of a channel that never had a good value: its first one comes after no gap. */
const NEVER: Millis = Number.NaN;

/** `lastGood` of a channel that had one before the machine's start, or before a gap that was noticed: the next comes after a gap. */
export const BEFORE_A_GAP: Millis = Number.NEGATIVE_INFINITY;

/** A step between two good values longer than this many of the channel's intervals is a data gap. */
const INTERVALS_TO_A_GAP = 3;

/** What doesn't change about a watched channel. */
interface Watched {
  readonly channel: string;
  readonly rule: string;
  readonly limits: readonly LimitInForce[];
  /** A good value from `low` to `high` breaks no limit. */
  readonly low: number;
  readonly high: number;
  readonly silence: Millis;
  readonly probeFault: Millis;
  readonly longestStep: Millis;
  readonly newId: () => string;
}

/** How a watched channel stands. It is the one thing here that changes in place: values come by the thousand each second. */
export interface Watch extends Watched, SavedDelays {
  /** The last good value on the clock that only grows, or `NEVER`, or `BEFORE_A_GAP`. */
  lastGood: Millis;
  /** From when silence counts. */
  heard: Millis;
  /** No good value for longer than a gap; noticed by the tick. */
  gap: boolean;
  silent: AlarmState | undefined;
  /** No delay runs and no alarm stands. */
  quiet: boolean;
}

/** A channel on its first day: nothing is known of it, and silence counts from now. */
export const createWatch = (channel: Channel, rule: LimitSet, at: Instant, newId: () => string): Watch => {
  const longestStep = channel.every * INTERVALS_TO_A_GAP;
  const valuesOf = (side: 'high' | 'low') => rule.limits.filter((limit) => limit.side === side).map(({ value }) => value);
  // Every field by its name: V8 gives each object that was made by spreading a shape of its own, and judging takes 80 × as long.
  return {
    channel: channel.id,
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
    low: Math.max(...valuesOf('low'), Number.NEGATIVE_INFINITY),
    high: Math.min(...valuesOf('high'), Number.POSITIVE_INFINITY),
    silence: rule.silence,
    probeFault: rule.probeFault,
    lastGood: NEVER,
    heard: at.elapsed,
    gap: false,
    limitStates: rule.limits.map(() => WITHIN),
    probe: PROBE_WELL,
    silent: undefined,
    quiet: true,
    unsaved: false,
    savedAt: BEFORE_A_GAP,
    savedRunning: false,
  };
};

/** The alarms that stand. */
export const standingOf = ({ silent, probe, limitStates }: Watch): readonly AlarmState[] =>
  [silent, probe.alarm, ...limitStates.flatMap(({ afterGap, alarm }) => [afterGap, alarm])].filter(
    (alarm) => alarm !== undefined,
  );

/** Judges one value; returns the alarms that it raised or cleared. */
export const judgeValue = (
  watch: Watch,
  value: number,
  quality: Quality,
  elapsed: Millis,
  at: Instant,
): readonly AlarmState[] => {
  if (quality !== 'good' || !Number.isFinite(value)) return isProbeFault(quality) ? judgeBroken(watch, elapsed, at) : NO_CHANGES;
  const step = elapsed - watch.lastGood;
  // Nearly every value ends here.
  if (watch.quiet && step >= 0 && step <= watch.longestStep && value >= watch.low && value <= watch.high) {
    watch.lastGood = elapsed;
    watch.heard = elapsed;
    return NO_CHANGES;
  }
  return judgeGood(watch, { value, moment: momentOf(elapsed, at), at, afterGap: step > watch.longestStep });
};

const judgeGood = (watch: Watch, seen: SeenValue): readonly AlarmState[] => {
  const { elapsed } = seen.moment;
  const first = Number.isNaN(watch.lastGood);
  watch.lastGood = first ? elapsed : Math.max(watch.lastGood, elapsed);
  watch.heard = Math.max(watch.heard, elapsed);
  const steps = watch.limits.map((force, place) => judgeLimit(force, watch.limitStates[place] ?? WITHIN, seen));
  const limitsMoved = steps.some(({ state }, place) => state !== watch.limitStates[place]);
  // An alarm may stand for days: as long as it only stands, a value costs little.
  if (!limitsMoved && watch.probe === PROBE_WELL && watch.silent === undefined && !watch.gap && !first) return NO_CHANGES;
  const probe = probeWell(watch.probe, seen.at.now, seen.value);
  const heard = watch.silent === undefined ? NO_CHANGES : [cleared(watch.silent, seen.at.now, seen.value)];
  const changes = [...heard, ...probe.changes, ...steps.flatMap((step) => step.changes)];
  const before = runningOf(watch);
  watch.limitStates = steps.map(({ state }) => state);
  watch.probe = probe.state;
  watch.silent = undefined;
  watch.quiet = watch.limitStates.every((state) => state === WITHIN);
  if (first || watch.gap || changes.length > 0) watch.unsaved = true;
  else noteDelays(watch, before, elapsed);
  watch.gap = false;
  return changes;
};

const judgeBroken = (watch: Watch, elapsed: Millis, at: Instant): readonly AlarmState[] => {
  const { state, changes } = probeBroken(watch, watch.probe, momentOf(elapsed, at), at);
  // One cause, one alarm: once the broken probe is one, the device that goes on saying so isn't silent as well.
  if (state.alarm !== undefined) watch.heard = Math.max(watch.heard, elapsed);
  if (state === watch.probe) return NO_CHANGES;
  const before = runningOf(watch);
  watch.probe = state;
  watch.quiet = false;
  if (changes.length > 0) watch.unsaved = true;
  else noteDelays(watch, before, elapsed);
  return changes;
};

/** Looks at the clock: how long has there been no good value? Returns the alarm of silence that it raised, if any. */
export const judgeSilence = (watch: Watch, at: Instant): readonly AlarmState[] => {
  if (!watch.gap && at.elapsed - watch.lastGood > watch.longestStep) {
    watch.gap = true;
    watch.quiet = false;
    watch.unsaved = true;
  }
  if (watch.silent !== undefined) return NO_CHANGES;
  const alarm = silenceAlarm(watch, watch.heard, at);
  if (alarm === undefined) return NO_CHANGES;
  watch.silent = alarm;
  watch.quiet = false;
  watch.unsaved = true;
  return [alarm];
};
