import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import { raised } from './alarm-life.ts';
import { momentOf } from './moment.ts';
import type { SeenValue } from './seen-value.ts';

/** What one channel's silence is judged by. */
interface SilenceRule {
  readonly channel: string;
  readonly rule: string;
  /** Milliseconds without a good value before silence is an alarm. */
  readonly silence: Millis;
  readonly newId: () => string;
}

/** Good values come, but too seldom for anything that they could prove: silence as well, with the last value, so that people see that there is one. */
export const seldomAlarm = (
  rule: Omit<SilenceRule, 'silence'>,
  since: Millis,
  { value, at }: Pick<SeenValue, 'value' | 'at'>,
): AlarmState => ({ ...alarmSince(rule, since, at), value });

/** True for an alarm of values that come too seldom. */
export const isSeldom = ({ value }: AlarmState): boolean => value !== undefined;

/**
 * Silence, judged by the clock alone, so that a wedged line or a stuck loop is an alarm too. `heard` is the last good value,
 * or the start where there was none since. Undefined while it hasn't lasted long enough.
 */
export const silenceAlarm = (rule: SilenceRule, heard: Millis, at: Instant): AlarmState | undefined =>
  at.elapsed - heard < rule.silence ? undefined : alarmSince(rule, heard, at);

const alarmSince = ({ channel, rule, newId }: Omit<SilenceRule, 'silence'>, since: Millis, at: Instant): AlarmState =>
  raised({
    id: newId(),
    channel,
    rule,
    cause: 'silence',
    level: 'operational',
    raisedAt: at.now,
    since: momentOf(since, at).now,
  });
