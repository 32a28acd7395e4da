import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import { exact } from '../exact.ts';
import { type Kind, type Look, PACED, type Verdict } from './kind.ts';

type Rule = ConditionOf<'calm'>;

const marksSchema = z.strictObject({ low: z.number(), high: z.number(), proven: z.number() });
type Marks = z.infer<typeof marksSchema>;

/** A calm this short is not worth a write of its own: each living cabinet has many a day. */
const SHORT = 1 / 32;

/** Of one this short nothing is saved at all. */
const VERY_SHORT = 1 / 128;

const LOOKS = 60;

const look = (rule: Rule, marks: Marks | undefined, { value, proven }: Look): Verdict<Marks> => {
  const low = Math.min(value, marks?.low ?? value);
  const high = Math.max(value, marks?.high ?? value);
  if (marks === undefined || exact(high - low) > rule.range)
    return { marks: { low: value, high: value, proven: 0 }, begins: true, alarm: 'clear', lasting: false, anew: true };
  const calm = marks.proven + proven;
  return {
    marks: { low, high, proven: calm },
    alarm: calm >= rule.for ? 'raise' : 'keep',
    lasting: calm >= rule.for * SHORT,
    past: calm >= rule.for * VERY_SHORT,
  };
};

/** A probe too calm to be in a living cabinet: fallen out, frozen into ice, or stuck in its cable. */
export const CALM: Kind<Rule, Marks> = {
  cause: 'frozen',
  marks: marksSchema,
  ...PACED,
  pace: (rule) => Math.min(60_000, rule.for / LOOKS),
  look,
};
