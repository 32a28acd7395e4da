import { z } from 'zod';
import { alarmLevelSchema } from './alarm-level.ts';
import { sourceSchema } from './source.ts';

/** A length of time: milliseconds in the record, `30min` in a rule pack. Whoever uses the shape says which. */
type Time = z.ZodType<number>;

const common = { level: alarmLevelSchema, source: sourceSchema };

/**
 * Too long in a band in sum, within a sliding window: food strictly above 8 and strictly below 60 °C for at most 2 h. Time
 * that a data gap hides counts for nothing.
 */
const cumulative = (time: Time) =>
  z.strictObject({
    kind: z.literal('cumulative'),
    above: z.number().optional(),
    below: z.number().optional(),
    most: time,
    window: time,
    ...common,
  });

/** Moved by more than `change` within a time: a positive change is a rise, a negative one a fall. */
const rate = (time: Time) => z.strictObject({ kind: z.literal('rate'), change: z.number(), within: time, ...common });

/** Will pass a limit within `ahead`, if it goes on as it went over the last `over`; foreseen for `onDelay` without a break. */
const forecast = (time: Time) =>
  z.strictObject({
    kind: z.literal('forecast'),
    side: z.enum(['high', 'low']),
    value: z.number(),
    ahead: time,
    over: time,
    onDelay: time,
    ...common,
  });

/** One stage of a cooling curve. `within` counts from the end of the stage before, `total` from the beginning: one of both. */
const stage = (time: Time) =>
  z
    .strictObject({ to: z.number(), within: time.optional(), total: time.optional() })
    .refine(({ within, total }) => (within === undefined) !== (total === undefined));

/** Hot food must cool: from where it falls below `from`, each stage in its time. Time that a data gap hides counts for nothing. */
const cooling = (time: Time) =>
  z.strictObject({ kind: z.literal('cooling'), from: z.number(), stages: z.array(stage(time)).min(1).max(4), ...common });

/** A disinfection cycle begins when the value rises above `begins` and is done when it was at `least` or above for `for` without a break. */
const cycle = (time: Time) =>
  z.strictObject({ kind: z.literal('cycle'), begins: z.number(), least: z.number(), for: time, ...common });

/** A probe too calm: for this long all values lay within `range` of each other, which no cabinet that is alive does. */
const calm = (time: Time) => z.strictObject({ kind: z.literal('calm'), range: z.number().min(0), for: time, ...common });

/** Two probes of one cabinet, this one and its `pair`, differ by more than `most`. */
const disagreement = (time: Time) =>
  z.strictObject({ kind: z.literal('disagreement'), most: z.number().positive(), onDelay: time, ...common });

/** A rule besides limits, by its `kind`. Values are in the unit of the channel, lengths of time as `time` has them. */
export const conditionSchema = <Shape extends Time>(time: Shape) =>
  z.discriminatedUnion('kind', [
    cumulative(time),
    rate(time),
    forecast(time),
    cooling(time),
    cycle(time),
    calm(time),
    disagreement(time),
  ]);
export type Condition = z.infer<ReturnType<typeof conditionSchema>>;
type ConditionKind = Condition['kind'];
/** The condition of one kind. */
export type ConditionOf<Kind extends ConditionKind> = Extract<Condition, { kind: Kind }>;

/**
 * How a defrost is recognised. By the controller's own state, where the site names its channel (`defrost`); else by its
 * shape: a rise by `rise` within `within`, that comes back to `back` above where it began. Either way it is no defrost any
 * more once it is `height` above its beginning, or lasts longer than `longest`; and none begins within `apart` of the last.
 */
export const defrostSchema = <Shape extends Time>(time: Shape) =>
  z.strictObject({
    rise: z.number().positive(),
    within: time,
    back: z.number().positive(),
    height: z.number().positive(),
    longest: time,
    apart: time,
    source: sourceSchema,
  });
export type Defrost = z.infer<ReturnType<typeof defrostSchema>>;
