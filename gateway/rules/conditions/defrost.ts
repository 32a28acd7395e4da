import { z } from 'zod';
import type { Defrost } from '../../domain/condition.ts';
import type { StateChange } from '../seen-value.ts';
import { type Kind, LOOK_EVERY, type Look, PACED, type Verdict } from './kind.ts';
import { aged, valuesIn, withSample } from './samples.ts';

const SAMPLES = 12;

const marksSchema = z.strictObject({
  samples: z.array(z.number()).max(2 * SAMPLES + 4),
  /** The value from which it rose, while it defrosts. */
  base: z.number().exactOptional(),
  /** How long it has defrosted, ms: also what a data gap hides, for a bound that a gap moved would be none. */
  lasted: z.number(),
  /** Time in which no other defrost is believed, ms. */
  rest: z.number(),
});
type Marks = z.infer<typeof marksSchema>;

const sampleEvery = ({ within }: Defrost): number => within / SAMPLES;
const pace = (rule: Defrost): number => Math.min(LOOK_EVERY, sampleEvery(rule));

const look = (rule: Defrost, marks: Marks | undefined, seen: Look): Verdict<Marks> => {
  const { value, passed } = seen;
  const samples = aged(marks?.samples ?? [], passed, rule.within);
  const kept = {
    samples: [...withSample(samples, value, sampleEvery(rule))],
    lasted: 0,
    rest: Math.max(0, (marks?.rest ?? 0) - passed),
  };
  if (marks?.base !== undefined) return going(rule, { ...kept, base: marks.base, lasted: marks.lasted + passed }, seen);
  const base = kept.rest > 0 ? undefined : beginning(rule, samples, seen);
  if (base === undefined) return { marks: kept, alarm: 'keep', lasting: kept.rest > 0 };
  const states = [{ state: 'defrost', active: true, reason: reasonOf(seen) }];
  return { marks: { ...kept, base }, alarm: 'keep', suppresses: true, states };
};

const reasonOf = ({ partners }: Look): string => (partners.defrosting === undefined ? 'shape' : 'controller');

/** The value from which a defrost rises that begins now: as the controller says, else by its shape. */
const beginning = ({ rise }: Defrost, samples: readonly number[], { value, partners }: Look): number | undefined => {
  const lowest = Math.min(value, ...valuesIn(samples));
  if (partners.defrosting !== undefined) return partners.defrosting ? lowest : undefined;
  return value - lowest >= rise ? lowest : undefined;
};

const going = (rule: Defrost, marks: Marks & { readonly base: number }, seen: Look): Verdict<Marks> => {
  const end = endOf(rule, marks, seen);
  if (end === undefined) return { marks, alarm: 'keep', suppresses: true };
  const state: StateChange = { state: 'defrost', active: false, reason: end };
  return { marks: { samples: [], lasted: 0, rest: rule.apart }, alarm: 'keep', states: [state] };
};

const endOf = (
  { height, longest, back }: Defrost,
  { base, lasted }: Marks & { readonly base: number },
  { value, partners }: Look,
): string | undefined => {
  if (value - base > height) return 'too-high';
  if (lasted > longest) return 'too-long';
  return partners.defrosting !== true && value - base <= back ? 'done' : undefined;
};

/**
 * A defrost of an evaporator: a fast rise and fall of the air, bounded in height and time. Within the bounds the alarm of a
 * rise is suppressed; beyond them it is a rise like any other, and is told.
 */
export const DEFROST: Kind<Defrost, Marks> = {
  cause: 'high',
  marks: marksSchema,
  ...PACED,
  pace,
  look,
  outlasts: true,
};
