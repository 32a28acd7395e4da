import type { AlarmState } from '../domain/alarm.ts';
import type { Instant } from '../domain/clock.ts';
import { cleared } from './alarm-life.ts';
import { type LimitState, WITHIN } from './limit-timer.ts';
import { PROBE_WELL } from './probe-fault.ts';
import { isQuiet, nextLookOf, standingOf, type Watch } from './watched.ts';

/**
 * A planned closure is over: what stood in it untold ends with it, untold, and the cabinet is judged as one that was just
 * switched on. What is back within its limit, by however little, is well. What is still beyond runs the on-delay anew, and is told
 * at its end as an occurrence of its own: its `since` doesn't reach back into the closure, and nobody has acknowledged it.
 * Silence and a broken probe get their own delays as well, for a controller may have its power from its cabinet; a defrost and a
 * failed disinfection cycle are what they were. What was told meanwhile, because nobody vouched for the time, stands as it is.
 * Gives the alarms that ended.
 */
export const beginAnew = (watch: Watch, at: Instant): readonly AlarmState[] => {
  const { untold } = watch.suppression;
  const before = standingOf(watch);
  const isTold = (alarm: AlarmState | undefined): boolean => alarm !== undefined && !untold.has(alarm.id);
  watch.limitStates = watch.limitStates.map((state) => limitAnew(state, isTold));
  for (const condition of watch.conditions) if (!isTold(condition.alarm())) condition.beginAnew();
  if (!isTold(watch.probe.alarm)) watch.probe = PROBE_WELL;
  if (!isTold(watch.frozen)) watch.frozen = undefined;
  if (!isTold(watch.silent)) {
    watch.silent = undefined;
    watch.owed = 0;
    watch.heard = Math.max(watch.heard, at.elapsed);
  }
  watch.nextLook = nextLookOf(watch.conditions);
  watch.quiet = isQuiet(watch);
  const standing = new Set(standingOf(watch).map(({ id }) => id));
  const over = before.filter(({ id }) => !standing.has(id));
  for (const { id } of over) untold.delete(id);
  return over.map((alarm) => ({ ...cleared(alarm, at.now), suppressed: true }));
};

const limitAnew = ({ alarm, afterGap }: LimitState, isTold: (alarm: AlarmState | undefined) => boolean): LimitState => {
  const told: LimitState = {
    ...(alarm !== undefined && isTold(alarm) ? { alarm } : {}),
    ...(afterGap !== undefined && isTold(afterGap) ? { afterGap } : {}),
  };
  return told.alarm === undefined && told.afterGap === undefined ? WITHIN : told;
};
