import { z } from 'zod';
import { alarmLevelSchema } from './alarm-level.ts';
import { conditionSchema, defrostSchema } from './condition.ts';
import { sourceSchema } from './source.ts';

/** Causes that a limit may have besides its side. */
const limitCauseSchema = z.enum(['door', 'mains', 'compressor']);

/** One limit with its delay. Broken strictly beyond: above `value` for `high`, below it for `low`. */
export const limitSchema = z.strictObject({
  level: alarmLevelSchema,
  side: z.enum(['high', 'low']),
  /** In the unit of the channel. */
  value: z.number(),
  /** Milliseconds beyond the limit, without a break, before the alarm is raised; data gaps don't count. */
  onDelay: z.number().min(0),
  /** Milliseconds back inside before the alarm clears. */
  offDelay: z.number().min(0),
  /** How far back inside counts as inside, in the channel's unit; it delays clearing only. */
  deadband: z.number().min(0),
  /** What a value beyond the limit means, where the channel is no temperature: a door contact, the mains, a compressor's power. */
  cause: limitCauseSchema.optional(),
  source: sourceSchema,
});
export type Limit = z.infer<typeof limitSchema>;

/** What a channel is judged by; a site names it by `id`, as in `cn.fridge`. */
export const limitSetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(\.[a-z0-9_]+)+$/),
  unit: z.string(),
  /** What it is meant for, in words. */
  appliesTo: z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) }).optional(),
  limits: z.array(limitSchema),
  /** Milliseconds without a good value before silence is an alarm. */
  silence: z.number().positive(),
  /** Milliseconds that the device must report a broken probe before that is an alarm. */
  probeFault: z.number().min(0),
  /** Whether the first good value after a gap, when out of limit, is an alarm of its own. */
  afterGap: z.boolean(),
  /** Milliseconds without any movement before a value is doubted as `frozen`; never below one hour. */
  frozen: z.number().min(3_600_000).optional(),
  /** Rules besides limits, each with a state of its own. */
  conditions: z.array(conditionSchema(z.number().positive())).optional(),
  /** How a defrost is recognised: an alarm that begins in one is suppressed as long as it keeps within these bounds. */
  defrost: defrostSchema(z.number().positive()).optional(),
  /** Where the delays, the deadbands and the times of silence come from; a limit's own source speaks of its value. */
  delays: sourceSchema.optional(),
});
export type LimitSet = z.infer<typeof limitSetSchema>;
