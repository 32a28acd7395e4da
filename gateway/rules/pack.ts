import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';
import { limitSchema, limitSetSchema } from '../domain/limit.ts';
import { measurementUnitSchema } from '../domain/measurement-unit.ts';

/** Marks the fault of a duration, so that the loader can say it in words. */
export const DURATION_FORM = 'duration';

/** A duration in words, `30min`, read to milliseconds. */
const duration = z.string().transform((text, context): number => {
  const read = parseDuration(text);
  if (read !== undefined) return read;
  context.issues.push({ code: 'custom', input: text, message: DURATION_FORM });
  return z.NEVER;
});

const packLimitSchema = limitSchema.extend({ onDelay: duration, offDelay: duration });

const packRuleSchema = limitSetSchema.extend({
  unit: measurementUnitSchema,
  limits: z.array(packLimitSchema).min(1),
  silence: duration,
  probeFault: duration,
  frozen: duration.optional(),
});

/** A text whose numbers must not be used any more, and why. */
const supersededSchema = z.strictObject({
  document: z.string().min(1),
  edition: z.string().min(1),
  why: z.string().min(1),
});
export type Superseded = z.infer<typeof supersededSchema>;

/** A rule pack as its file is written: durations in words. `sources` is a place for YAML anchors, so that a source is written once. */
export const packSchema = z.strictObject({
  sources: z.record(z.string(), z.unknown()).optional(),
  superseded: z.array(supersededSchema).default([]),
  rules: z.array(packRuleSchema).min(1),
});
export type Pack = z.infer<typeof packSchema>;
