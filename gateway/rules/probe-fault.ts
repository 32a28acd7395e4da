import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import { cleared, raised } from './alarm-life.ts';
import { type Holding, heldOn } from './holding.ts';
import { type Moment, wallTimeOf } from './moment.ts';
import { NO_CHANGES, type Step } from './seen-value.ts';

/** What one channel's probe is judged by. */
interface ProbeRule {
  readonly channel: string;
  readonly rule: string;
  /** Milliseconds that the device must report a broken probe before that is an alarm. */
  readonly probeFault: Millis;
  /** A longer step between two reports is a data gap, and holds the delay. */
  readonly longestStep: Millis;
  readonly newId: () => string;
}

/** How a channel's probe stands. */
export interface ProbeState {
  /** The device reports it broken, and the delay runs. */
  readonly broken?: Holding;
  readonly alarm?: AlarmState;
}

/** As far as the device says, the probe is well. One object for all. */
export const PROBE_WELL: ProbeState = {};

/** The device reported its probe broken once more. */
export const probeBroken = (
  { channel, rule, probeFault, longestStep, newId }: ProbeRule,
  state: ProbeState,
  moment: Moment,
  at: Instant,
): Step<ProbeState> => {
  if (state.alarm !== undefined) return { state, changes: NO_CHANGES };
  const broken = heldOn(state.broken, moment, longestStep);
  if (broken.proven < probeFault) return { state: { broken }, changes: NO_CHANGES };
  const since = wallTimeOf(broken.since, at);
  const alarm = raised({ id: newId(), channel, rule, cause: 'probe-fault', level: 'operational', raisedAt: at.now, since });
  return { state: { alarm }, changes: [alarm] };
};

/** A good value came: whatever the device said before, the probe is well. Only a good value says so; no answer says nothing. */
export const probeWell = ({ alarm }: ProbeState, now: UtcMillis, value: number): Step<ProbeState> => ({
  state: PROBE_WELL,
  changes: alarm === undefined ? NO_CHANGES : [cleared(alarm, now, value)],
});
