import type { AlarmState } from '../domain/alarm.ts';
import { afterGapAlarm } from './after-gap.ts';
import { cleared, raised } from './alarm-life.ts';
import { type Holding, heldOn } from './holding.ts';
import { isBack, isBeyond, type LimitInForce } from './limit-in-force.ts';
import { wallTimeOf } from './moment.ts';
import { NO_CHANGES, type SeenValue, type Step } from './seen-value.ts';

/** How a channel stands to one limit. */
export interface LimitState {
  /** The on-delay runs. */
  readonly beyond?: Holding;
  /** An alarm stands, and the off-delay runs. */
  readonly within?: Holding;
  /** `high` or `low` stands. */
  readonly alarm?: AlarmState;
  /** `after-gap` stands. */
  readonly afterGap?: AlarmState;
}

/** Within the limit, and no alarm stands. One object for all. */
export const WITHIN: LimitState = {};

/**
 * Above or below a limit for its on-delay: judges one good value. The on-delay starts anew at the first value back within
 * the limit; the deadband delays clearing only; a data gap holds both delays. Returns the same state where nothing changed.
 */
export const judgeLimit = (force: LimitInForce, state: LimitState, seen: SeenValue): Step<LimitState> => {
  if (isBeyond(force.limit, seen.value)) return beyondLimit(force, state, seen);
  if (state.alarm === undefined && state.afterGap === undefined) return { state: WITHIN, changes: NO_CHANGES };
  return isBack(force.limit, seen.value) ? backWithin(force, state, seen) : { state: standing(state), changes: NO_CHANGES };
};

const beyondLimit = (force: LimitInForce, state: LimitState, seen: SeenValue): Step<LimitState> => {
  if (state.alarm !== undefined) return { state: standing(state), changes: NO_CHANGES };
  const unproven = state.afterGap ?? afterGapAlarm(force, seen);
  const beyond = heldOn(state.beyond, seen.moment, force.longestStep);
  const alarm = beyond.proven >= force.limit.onDelay ? limitAlarm(force, beyond, seen) : undefined;
  const next: LimitState = {
    ...(alarm === undefined ? { beyond } : { alarm }),
    ...(unproven === undefined ? {} : { afterGap: unproven }),
  };
  const fresh = [unproven === state.afterGap ? undefined : unproven, alarm];
  return { state: next, changes: fresh.filter((change) => change !== undefined) };
};

/** Whatever stands goes on standing; neither delay runs. */
const standing = (state: LimitState): LimitState => {
  if (state.beyond === undefined && state.within === undefined) return state;
  return {
    ...(state.alarm === undefined ? {} : { alarm: state.alarm }),
    ...(state.afterGap === undefined ? {} : { afterGap: state.afterGap }),
  };
};

const backWithin = ({ limit, longestStep }: LimitInForce, state: LimitState, seen: SeenValue): Step<LimitState> => {
  const within = heldOn(state.within, seen.moment, longestStep);
  if (within.proven < limit.offDelay) return { state: { ...standing(state), within }, changes: NO_CHANGES };
  const gone = [state.afterGap, state.alarm].filter((alarm) => alarm !== undefined);
  return { state: WITHIN, changes: gone.map((alarm) => cleared(alarm, seen.at.now, seen.value)) };
};

const limitAlarm = ({ limit, channel, rule, newId }: LimitInForce, { since }: Holding, { value, at }: SeenValue): AlarmState =>
  raised({
    id: newId(),
    channel,
    rule,
    cause: limit.cause ?? limit.side,
    level: limit.level,
    raisedAt: at.now,
    since: wallTimeOf(since, at),
    value,
    limit: limit.value,
  });
