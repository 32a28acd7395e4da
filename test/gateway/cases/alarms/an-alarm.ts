import type { AlarmState } from '../../../../gateway/domain/alarm.ts';
import type { AlarmFact } from '../../../../gateway/domain/fact.ts';

/** An alarm as the rules raise it; `more` goes over it. */
export const anAlarm = (id: string, more: Partial<AlarmState> = {}): AlarmState => ({
  id,
  channel: 'fridge-1/temperature',
  rule: 'cn.fridge',
  cause: 'high',
  level: 'operational',
  active: true,
  acknowledged: false,
  confirmed: false,
  latched: false,
  shelved: false,
  suppressed: false,
  outOfService: false,
  raisedAt: 1_000,
  since: 0,
  value: 9,
  limit: 8,
  ...more,
});

/** The rules' word that it is raised. */
export const raisedFact = (alarm: AlarmState, at = alarm.raisedAt): AlarmFact => ({ kind: 'alarm', at, ...alarm });

/** The rules' word that it is over: they know nothing of what people said. */
export const clearedFact = (alarm: AlarmState, at: number): AlarmFact => ({
  kind: 'alarm', at, ...alarm, active: false, clearedAt: at, value: 4,
}); // biome-ignore format: a list to read
