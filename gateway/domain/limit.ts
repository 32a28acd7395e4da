import { z } from 'zod';

/** `legal`: for the record, from law or standard. `operational`: for the telephone, set tighter by the site. */
export const alarmLevelSchema = z.enum(['operational', 'legal']);
export type AlarmLevel = z.infer<typeof alarmLevelSchema>;

/** How binding a number is where it comes from: 应 (shall), 宜 (should), or practice of the trade. */
const forceSchema = z.enum(['shall', 'should', 'practice']);

/** Where a number comes from, and whether a person has read it there. */
export const sourceSchema = z.strictObject({
  /** The document: `GB 31654-2021`. */
  document: z.string().min(1),
  /** The edition or date of the text that was used. */
  edition: z.string().min(1),
  clause: z.string().optional(),
  force: forceSchema,
  /** From when the text is in force, and until when it was: `2022-02-22`. */
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
  /** False until a person has compared the number with the document's own text. */
  verified: z.boolean(),
});
export type Source = z.infer<typeof sourceSchema>;

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
  /** Where the delays, the deadbands and the times of silence come from; a limit's own source speaks of its value. */
  delays: sourceSchema.optional(),
});
export type LimitSet = z.infer<typeof limitSetSchema>;
