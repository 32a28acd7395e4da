import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis } from '../domain/clock.ts';
import { raised } from './alarm-life.ts';
import { momentOf } from './moment.ts';

/** What one channel's standstill is judged by. */
interface FrozenRule {
  readonly channel: string;
  readonly rule: string;
  /** For how long the value hadn't moved when it was doubted. */
  readonly frozenAfter: Millis;
  readonly newId: () => string;
}

/** The value was doubted as `frozen`: whoever doubts it has waited already, so the alarm comes at once. */
export const frozenAlarm = (
  { channel, rule, frozenAfter, newId }: FrozenRule,
  value: number,
  elapsed: Millis,
  at: Instant,
): AlarmState =>
  raised({
    id: newId(),
    channel,
    rule,
    cause: 'frozen',
    level: 'operational',
    raisedAt: at.now,
    since: momentOf(elapsed - frozenAfter, at).now,
    value,
  });
