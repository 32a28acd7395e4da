import { z } from 'zod';
import { GOODS_DISPOSITIONS } from '../../domain/supervision-fact.ts';

/** Longest that a person or a reason may be named. */
const MOST_WORDS = 500;

const words = z
  .string()
  .trim()
  .min(1)
  .max(MOST_WORDS)
  .refine((text) => !/[\p{Cc}\p{Co}\p{Cs}]/u.test(text));

/** How a form may come in; what comes by short message or by the button has none, and no form may claim that it did. */
const WAYS = ['console', 'command', 'platform'] as const;

/** How an act may come in. */
export type ActWay = (typeof WAYS)[number] | 'sms' | 'button';

/** Who does it, and how it came in. */
const common = { by: words, way: z.enum(WAYS).optional() };

/** An alarm by its id, or by the beginning of it that fits no other. */
const alarm = z.string().min(1).max(100);

/** Until when: a moment, or for how long from now on. */
const until = { until: z.number().optional(), for: z.number().positive().optional() };

export const acknowledgeForm = z.strictObject({ ...common, alarm });

export const confirmForm = z.strictObject({
  ...common,
  alarm,
  action: z.string().min(1).max(100),
  goods: z.enum(GOODS_DISPOSITIONS).optional(),
  kilograms: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,3})?$/)
    .optional(),
  words: words.optional(),
});
export type ConfirmForm = z.infer<typeof confirmForm>;

export const shelveForm = z
  .strictObject({ ...common, alarm, ...until, reason: words })
  .refine((form) => (form.until === undefined) !== (form.for === undefined), { path: ['until'] });

export const unshelveForm = z.strictObject({ ...common, alarm });
export const resetForm = z.strictObject({ ...common, alarm });

export const maintenanceForm = z.strictObject({
  by: words,
  on: words,
  ...until,
  reason: words.optional(),
  end: z.boolean().optional(),
});
