import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import { raised } from './alarm-life.ts';
import { momentOf } from './moment.ts';

/** What one channel's silence is judged by. */
interface SilenceRule {
  readonly channel: string;
  readonly rule: string;
  /** Milliseconds without a good value before silence is an alarm. */
  readonly silence: Millis;
  readonly newId: () => string;
}

/**
 * Silence, judged by the clock alone, so that a wedged line or a stuck loop is an alarm too. `heard` is the last good value,
 * or the start where there was none since. Undefined while it hasn't lasted long enough.
 */
export const silenceAlarm = (
  { channel, rule, silence, newId }: SilenceRule,
  heard: Millis,
  at: Instant,
): AlarmState | undefined =>
  at.elapsed - heard < silence
    ? undefined
    : raised({
        id: newId(),
        channel,
        rule,
        cause: 'silence',
        level: 'operational',
        raisedAt: at.now,
        since: momentOf(heard, at).now,
      });
