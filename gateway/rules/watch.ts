import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import { isProbeFault, type Quality } from '../domain/quality.ts';
import { cleared } from './alarm-life.ts';
import { endsGap, isMadeUpFor } from './attendance.ts';
import { beginAnew } from './begin-anew.ts';
import { frozenAlarm } from './frozen.ts';
import { judgeLimit, WITHIN } from './limit-timer.ts';
import { momentOf } from './moment.ts';
import { PROBE_WELL, probeBroken, probeWell } from './probe-fault.ts';
import { noteDelays, runningOf } from './saved-delays.ts';
import { type Change, NO_CHANGES, type SeenValue } from './seen-value.ts';
import { isSeldom, seldomAlarm, silenceAlarm } from './silence.ts';
import { close, markSuppressed, released } from './suppression.ts';
import { isQuiet, nextLookOf, standingOf, type Watch } from './watched.ts';

/** Judges one value; returns the alarms that it raised or cleared, and the states that began or ended. */
export const judgeValue = (watch: Watch, value: number, quality: Quality, elapsed: Millis, at: Instant): readonly Change[] => {
  if (quality !== 'good' || !Number.isFinite(value)) return judgeDoubted(watch, value, quality, elapsed, at);
  const step = elapsed - watch.lastGood;
  // Nearly every value ends here.
  if (watch.quiet && step >= 0 && step <= watch.longestStep && value >= watch.low && value <= watch.high) {
    watch.lastGood = elapsed;
    watch.heard = elapsed;
    if (elapsed < watch.nextLook) return NO_CHANGES;
    return judgeQuiet(watch, { value, moment: momentOf(elapsed, at), at, afterGap: false });
  }
  return judgeGood(watch, { value, moment: momentOf(elapsed, at), at, afterGap: step > watch.longestStep });
};

/** Nothing that a limit could say: the conditions alone want to look. */
const judgeQuiet = (watch: Watch, seen: SeenValue): readonly Change[] => {
  const changes = seeConditions(watch, seen);
  if (changes.length === 0) return NO_CHANGES;
  watch.unsaved = true;
  return suppressed(watch, changes);
};

const judgeGood = (watch: Watch, seen: SeenValue): readonly Change[] => {
  const { elapsed } = seen.moment;
  const first = Number.isNaN(watch.lastGood);
  const seldom = endsGap(watch, elapsed) && watch.silent === undefined ? seldomAlarm(watch, watch.owedSince, seen) : undefined;
  watch.lastGood = first ? elapsed : Math.max(watch.lastGood, elapsed);
  watch.heard = Math.max(watch.heard, elapsed);
  const conditions = seeConditions(watch, seen);
  const steps = watch.limits.map((force, place) => judgeLimit(force, watch.limitStates[place] ?? WITHIN, seen));
  const limitsMoved = steps.some(({ state }, place) => state !== watch.limitStates[place]);
  // An alarm may stand for days: as long as it only stands, a value costs little.
  if (!limitsMoved && conditions.length === 0 && isHeard(watch) && !first && seldom === undefined) return NO_CHANGES;
  const probe = probeWell(watch.probe, seen.at.now, seen.value);
  const silent = stillSeldom(watch, elapsed) ?? seldom;
  const heard = [watch.silent, watch.frozen].flatMap((alarm) =>
    alarm === undefined || alarm === silent ? [] : [cleared(alarm, seen.at.now, seen.value)],
  );
  const changes = [
    ...heard,
    ...(seldom === undefined ? [] : [seldom]),
    ...probe.changes,
    ...conditions,
    ...steps.flatMap((step) => step.changes),
  ];
  const before = runningOf(watch);
  watch.limitStates = steps.map(({ state }) => state);
  watch.probe = probe.state;
  watch.silent = silent;
  watch.frozen = undefined;
  if (first || watch.gap || changes.length > 0) watch.unsaved = true;
  else noteDelays(watch, before, elapsed);
  watch.gap = false;
  watch.quiet = isQuiet(watch);
  return suppressed(watch, changes);
};

/** The alarm of values that come too seldom, where they still do: one value more doesn't end it. */
const stillSeldom = (watch: Watch, elapsed: Millis): AlarmState | undefined =>
  watch.silent !== undefined && isSeldom(watch.silent) && !isMadeUpFor(watch, elapsed) ? watch.silent : undefined;

const isHeard = ({ probe, silent, frozen, gap }: Watch): boolean =>
  probe === PROBE_WELL && silent === undefined && frozen === undefined && !gap;

const seeConditions = (watch: Watch, seen: SeenValue): readonly Change[] => {
  if (watch.paced && !seen.afterGap && seen.moment.elapsed < watch.nextLook) return NO_CHANGES;
  let changes: readonly Change[] = NO_CHANGES;
  let looked = false;
  for (const condition of watch.conditions) {
    const news = condition.see(seen);
    if (news === undefined) continue;
    looked = true;
    if (news.length > 0) changes = [...changes, ...news];
    if (condition.isUnsaved()) watch.unsaved = true;
  }
  if (looked) noteLook(watch);
  return changes;
};

const noteLook = (watch: Watch): void => {
  watch.suppression.defrosting = watch.conditions.some((condition) => condition.suppresses());
  watch.nextLook = nextLookOf(watch.conditions);
  watch.quiet = isQuiet(watch);
};

/** What was raised untold, and stands when that which suppressed it is over, is told with the changes of the same value. */
const suppressed = (watch: Watch, changes: readonly Change[]): readonly Change[] => {
  const { suppression } = watch;
  if (!suppression.closed && !suppression.defrosting && suppression.untold.size === 0) return changes;
  return [...markSuppressed(suppression, changes), ...released(suppression, standingOf(watch))];
};

const judgeDoubted = (watch: Watch, value: number, quality: Quality, elapsed: Millis, at: Instant): readonly Change[] => {
  if (isProbeFault(quality)) return judgeBroken(watch, elapsed, at);
  return quality === 'frozen' && Number.isFinite(watch.frozenAfter) ? judgeFrozen(watch, value, elapsed, at) : NO_CHANGES;
};

const judgeBroken = (watch: Watch, elapsed: Millis, at: Instant): readonly Change[] => {
  const { state, changes } = probeBroken(watch, watch.probe, momentOf(elapsed, at), at);
  // One cause, one alarm: once the broken probe is one, the device that goes on saying so isn't silent as well.
  if (state.alarm !== undefined) watch.heard = Math.max(watch.heard, elapsed);
  if (state === watch.probe) return NO_CHANGES;
  const before = runningOf(watch);
  watch.probe = state;
  watch.quiet = false;
  if (changes.length > 0) watch.unsaved = true;
  else noteDelays(watch, before, elapsed);
  return suppressed(watch, changes);
};

const judgeFrozen = (watch: Watch, value: number, elapsed: Millis, at: Instant): readonly Change[] => {
  // A frozen value is an alarm of its own: it isn't silent as well.
  watch.heard = Math.max(watch.heard, elapsed);
  if (standingOf(watch).some(({ cause }) => cause === 'frozen')) return NO_CHANGES;
  watch.frozen = frozenAlarm(watch, value, elapsed, at);
  watch.quiet = false;
  watch.unsaved = true;
  return suppressed(watch, [watch.frozen]);
};

/** Looks at the clock: how long has there been no good value? Returns the alarm of silence that it raised, if any. */
export const judgeSilence = (watch: Watch, at: Instant): readonly Change[] => {
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
  return suppressed(watch, [alarm]);
};

/**
 * The site's calendar says whether the cabinet is switched off: its alarms are recorded, and not told, while it is.
 * `undefined`: nobody vouches for the time, so the calendar can't be asked; once somebody does, what stands is judged again.
 */
export const judgeClosed = (watch: Watch, asked: boolean | undefined, at: Instant): readonly Change[] => {
  const { suppression } = watch;
  const { closed: before, unsure, outdated } = suppression;
  const closed = asked ?? (before && !outdated);
  suppression.unsure = asked === undefined;
  suppression.outdated = false;
  // Judged again where the calendar can be asked after all: meanwhile alarms were raised as if it said nothing.
  const isDue = closed !== before || (unsure && !suppression.unsure);
  const over = before && !closed ? beginAnew(watch, at) : NO_CHANGES;
  const changes = isDue ? [...over, ...close(suppression, closed, standingOf(watch))] : NO_CHANGES;
  if (closed === before && changes.length === 0) return NO_CHANGES;
  watch.unsaved = true;
  return closed === before ? changes : [...changes, { state: 'switched-off', active: closed, reason: 'calendar' }];
};
