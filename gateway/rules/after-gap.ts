import type { AlarmState } from '../domain/alarm.ts';
import { raised } from './alarm-life.ts';
import type { LimitInForce } from './limit-in-force.ts';
import type { SeenValue } from './seen-value.ts';

/**
 * The first good value after a data gap is beyond the limit: an alarm at once, where the rule asks for it. What happened
 * meanwhile is unknown, so it claims no earlier beginning than this value. Undefined where there was no gap.
 */
export const afterGapAlarm = (force: LimitInForce, { value, moment, at, afterGap }: SeenValue): AlarmState | undefined => {
  if (!afterGap || !force.afterGap) return undefined;
  const { limit, channel, rule, newId } = force;
  return raised({
    id: newId(),
    channel,
    rule,
    cause: 'after-gap',
    level: limit.level,
    raisedAt: at.now,
    since: moment.now,
    value,
    limit: limit.value,
  });
};
