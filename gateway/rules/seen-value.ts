import type { AlarmState } from '../domain/alarm.ts';
import type { Instant } from '../domain/clock.ts';
import type { Moment } from './moment.ts';

/** A good value as the rules see it. */
export interface SeenValue {
  readonly value: number;
  /** When the device gave it. */
  readonly moment: Moment;
  /** When it is judged. */
  readonly at: Instant;
  /** Whether it is the first good value after a data gap. */
  readonly afterGap: boolean;
}

/** A rule's state after a step, and the alarms that the step raised or cleared. */
export interface Step<State> {
  readonly state: State;
  readonly changes: readonly AlarmState[];
}

/** A state that began or ended: a defrost, a disinfection cycle. */
export interface StateChange {
  readonly state: string;
  readonly active: boolean;
  readonly reason?: string;
}

/** What a look at a channel may tell. */
export type Change = AlarmState | StateChange;

/** Nothing raised, nothing cleared: one list for all, so that a quiet channel costs no memory. */
export const NO_CHANGES: readonly AlarmState[] = [];
