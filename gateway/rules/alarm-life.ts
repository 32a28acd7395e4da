import type { AlarmCause, AlarmState } from '../domain/alarm.ts';
import type { AlarmLevel } from '../domain/alarm-level.ts';
import type { UtcMillis } from '../domain/clock.ts';

/** What is known of an occurrence when it is raised. */
interface Occurrence {
  readonly id: string;
  readonly channel: string;
  readonly rule: string;
  readonly cause: AlarmCause;
  readonly level: AlarmLevel;
  readonly raisedAt: UtcMillis;
  readonly since: UtcMillis;
  readonly value?: number;
  readonly limit?: number;
}

/** A new occurrence: active and unacknowledged (ISA-18.2: from normal to unacknowledged active). */
export const raised = ({ id, channel, rule, cause, level, raisedAt, since, ...numbers }: Occurrence): AlarmState => ({
  id,
  channel,
  rule,
  cause,
  level,
  active: true,
  acknowledged: false,
  confirmed: false,
  latched: false,
  shelved: false,
  suppressed: false,
  outOfService: false,
  raisedAt,
  since,
  ...numbers,
});

/** The condition is gone (ISA-18.2: returned to normal). What people have said of the alarm stays as it is. */
export const cleared = (alarm: AlarmState, clearedAt: UtcMillis, value?: number): AlarmState => {
  const { value: before, limit, ...rest } = alarm;
  return {
    ...rest,
    active: false,
    clearedAt,
    ...(value === undefined ? {} : { value }),
    ...(limit === undefined ? {} : { limit }),
  };
};

/** Its limit, rule or channel left the configuration: over, though nobody knows whether the condition is. The limit stays, to say what is no longer judged. */
export const noLongerJudged = (alarm: AlarmState, clearedAt: UtcMillis): AlarmState => {
  const { value: _, ...rest } = alarm;
  return { ...rest, active: false, clearedAt, reason: 'not-judged' };
};
