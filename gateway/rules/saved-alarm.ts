import { z } from 'zod';
import { ALARM_CAUSES } from '../domain/alarm.ts';
import { alarmLevelSchema } from '../domain/alarm-level.ts';

/** An alarm that stands, as it is saved. */
export const savedAlarmSchema = z.strictObject({
  id: z.string().min(1),
  channel: z.string(),
  rule: z.string(),
  cause: z.enum(ALARM_CAUSES),
  level: alarmLevelSchema,
  active: z.boolean().refine((active) => active),
  acknowledged: z.boolean(),
  confirmed: z.boolean(),
  latched: z.boolean(),
  shelved: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
  raisedAt: z.number(),
  since: z.number(),
  value: z.number().exactOptional(),
  limit: z.number().exactOptional(),
  ahead: z.number().exactOptional(),
});
