import { z } from 'zod';
import { conditionSchema, defrostSchema } from '../domain/condition.ts';
import { parseDuration } from '../domain/duration.ts';
import { type LimitSet, limitSchema, limitSetSchema } from '../domain/limit.ts';
import { measurementUnitSchema } from '../domain/measurement-unit.ts';

/** Faults that the loader says in words of its own; anything else is told by the schema. */
export const PACK_FAULTS = ['duration', 'missing', 'too-short'] as const;
type PackFault = (typeof PACK_FAULTS)[number];

const told = (fault: PackFault): string => fault;

/** A duration in words, `30min`, read to milliseconds. */
const duration = z.string().transform((text, context): number => {
  const read = parseDuration(text);
  if (read !== undefined) return read;
  context.issues.push({ code: 'custom', input: text, message: told('duration') });
  return z.NEVER;
});

/** A duration of more than nothing. */
const stretch = duration.refine((length) => length > 0, told('too-short'));

const defaults = limitSetSchema
  .pick({ afterGap: true, delays: true })
  .extend({ unit: measurementUnitSchema, silence: duration, probeFault: duration })
  .partial();

const ruleSchema = limitSetSchema.extend({
  ...defaults.shape,
  limits: z.array(limitSchema.extend({ onDelay: duration, offDelay: duration.prefault('0s') })).default([]),
  conditions: z.array(conditionSchema(stretch)).min(1).optional(),
  defrost: defrostSchema(stretch).optional(),
  frozen: duration.optional(),
});

/** A text whose numbers must not be used any more, and why. */
const supersededSchema = z.strictObject({
  document: z.string().min(1),
  edition: z.string().min(1),
  why: z.string().min(1),
});
export type Superseded = z.infer<typeof supersededSchema>;

/** A rule pack, read: what its rules leave out is filled from its `defaults`. */
export interface Pack {
  readonly superseded: readonly Superseded[];
  readonly rules: readonly LimitSet[];
}

/** A rule pack as its file is written: durations in words. `sources`, `conditions` and `defrost` are places for YAML anchors, so that each is written once. */
export const packSchema = z
  .strictObject({
    sources: z.record(z.string(), z.unknown()).optional(),
    conditions: z.array(z.unknown()).optional(),
    defrost: z.unknown().optional(),
    superseded: z.array(supersededSchema).default([]),
    defaults: defaults.default({}),
    rules: z.array(ruleSchema).default([]),
  })
  .transform(({ superseded, defaults: common, rules }, context): Pack => {
    const whole = rules.map((rule) => limitSetSchema.safeParse({ ...common, ...rule }));
    for (const [place, { error }] of whole.entries())
      for (const { code, path } of error?.issues ?? [])
        context.issues.push({
          code: 'custom',
          input: undefined,
          path: ['rules', place, ...path],
          message: told(code === 'invalid_type' ? 'missing' : 'too-short'),
        });
    return { superseded, rules: whole.flatMap(({ data }) => (data === undefined ? [] : [data])) };
  });
