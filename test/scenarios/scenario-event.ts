import { z } from 'zod';
import { scenarioDuration, scenarioId } from '../../simulators/world/scenario-words.ts';
import { MINUTE_PATTERN } from './local-minute.ts';

const time = z.string().regex(MINUTE_PATTERN);
const probe = z.string().regex(/^[a-z0-9-]+\/[a-z0-9_]+$/);
const well = z.enum(['well']);

/** What happens to cabinets and what stands in them. */
const cabinetEvents = [
  z.strictObject({ door: scenarioId, open: z.boolean() }),
  /** Opened, and shut again after so long. */
  z.strictObject({ door: scenarioId, for: scenarioDuration }),
  z.strictObject({ machine: scenarioId, is: z.enum(['dead', 'well']) }),
  /** The share of an open door that its seal lets through. */
  z.strictObject({ seal: scenarioId, leaks: z.number().min(0).max(1) }),
  /** Goods that warm its inside by so many K. */
  z.strictObject({ load: scenarioId, kelvin: z.number() }),
  z.strictObject({ defrost: scenarioId, for: scenarioDuration }),
] as const;

/** What happens to probes, devices and wires. */
const wireEvents = [
  z.strictObject({ probe, is: z.enum(['open', 'short', 'faulty', 'iced', 'in-the-kitchen', 'well']) }),
  /** It shows a value whatever there is, for so long. */
  z.strictObject({ probe, shows: z.number(), for: scenarioDuration }),
  z.strictObject({ unit: scenarioId, is: z.enum(['silent', 'well']) }),
  z.strictObject({ line: scenarioId, plugged: z.boolean() }),
] as const;

/** What happens to the box and around it. */
const boxEvents = [
  /** Of the cabinets; the box has a supply of its own until something says that it is off. */
  z.strictObject({ mains: z.enum(['off', 'on']) }),
  /** `off`: without warning. `killed`: the gateway's process, and started again ten seconds later. `restarted`: in order. */
  z.strictObject({ box: z.enum(['off', 'killed', 'restarted']) }),
  /** With a clock that was kept right, or without any: it wakes in 1970. */
  z.strictObject({ box: z.literal('on'), clock: z.enum(['right', 'lost']) }),
  /** Of the box: `hangs` takes nothing and says nothing; what waits is taken when it is well again. */
  z.strictObject({ card: z.enum(['well', 'full', 'hangs']) }),
  /** Set by so much, or to the time that it is; then the system vouches for it. */
  z.strictObject({ clock: z.union([z.literal('right'), z.string().regex(/^[+-]\d+h$/)]) }),
  z.strictObject({ network: z.union([z.literal('lost'), well]) }),
  /** `too-early`: its certificate begins after what the box takes for now. */
  z.strictObject({ webhook: z.enum(['down', 'too-early', 'up']) }),
] as const;

const by = { by: z.string().default('cook') };
/** The alarms that are meant: of a cause, or all. */
const of = { of: z.string().default('all') };

/** What people do at the box. */
const actEvents = [
  z.strictObject({ act: z.enum(['acknowledge', 'reset', 'unshelve']), ...of, ...by }),
  z.strictObject({ act: z.literal('confirm'), ...of, ...by, action: z.string(), goods: z.string().optional() }),
  z.strictObject({ act: z.literal('shelve'), ...of, ...by, for: scenarioDuration, reason: z.string() }),
  z.strictObject({
    act: z.literal('maintenance'),
    on: z.string(),
    ...by,
    for: scenarioDuration.optional(),
    end: z.boolean().optional(),
  }),
  z.strictObject({ push: z.literal('button') }),
  /** A short message of a person reaches the box, which he wrote so long before: the network has held it. */
  z.strictObject({ sms: z.string(), from: scenarioId, held: scenarioDuration }),
] as const;

/** When, and again each `every` until `until` where it happens more than once. */
const when = { at: time, every: scenarioDuration.optional(), until: time.optional() };

const events = [...cabinetEvents, ...wireEvents, ...boxEvents, ...actEvents] as const;

/** Something that happens in a scenario. */
export type ScenarioEvent = z.infer<(typeof events)[number]>;

/** What people do at the box, as the gateway is asked over its socket. */
export type ActEvent = Extract<ScenarioEvent, { act: string }>;

/** An event and its time. */
export const eventSchema = z.looseObject(when).transform(({ at, every, until, ...rest }, context) => {
  const read = z.union(events).safeParse(rest);
  if (read.success) return { at, every, until, event: read.data };
  context.addIssue({ code: 'custom', message: `nothing that can happen: ${JSON.stringify(rest)}` });
  return z.NEVER;
});
