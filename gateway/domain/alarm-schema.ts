import { z } from 'zod';
import { ALARM_CAUSES, type AlarmState, END_REASONS } from './alarm.ts';
import { alarmLevelSchema } from './alarm-level.ts';

/** An alarm as the parts of the box save it, each in a state of its own. */
export const alarmSchema = z.strictObject({
  id: z.string().min(1),
  channel: z.string(),
  rule: z.string(),
  cause: z.enum(ALARM_CAUSES),
  level: alarmLevelSchema,
  active: z.boolean(),
  acknowledged: z.boolean(),
  confirmed: z.boolean(),
  latched: z.boolean(),
  shelved: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
  raisedAt: z.number(),
  since: z.number(),
  clearedAt: z.number().exactOptional(),
  reason: z.enum(END_REASONS).exactOptional(),
  value: z.number().exactOptional(),
  limit: z.number().exactOptional(),
  ahead: z.number().exactOptional(),
}) satisfies z.ZodType<AlarmState>;
