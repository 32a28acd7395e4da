import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import { exact } from '../exact.ts';
import { type Kind, type Look, PACED, type Verdict } from './kind.ts';

type Rule = ConditionOf<'disagreement'>;

const marksSchema = z.strictObject({
  /** Proven time for which the two differed, ms. */
  apart: z.number(),
});
type Marks = z.infer<typeof marksSchema>;

/** They agree again once they are so much nearer than they had to be. */
const NEARER = 0.8;

const LOOKS = 10;

const look = (rule: Rule, marks: Marks | undefined, { value, proven, partners }: Look): Verdict<Marks> => {
  // Where the other probe is silent nothing is known of either: the delay is held.
  if (partners.pair === undefined) return { ...(marks === undefined ? {} : { marks }), alarm: 'keep' };
  const difference = exact(Math.abs(value - partners.pair));
  if (difference <= rule.most) return { alarm: difference <= exact(rule.most * NEARER) ? 'clear' : 'keep' };
  const apart = marks === undefined ? 0 : marks.apart + proven;
  return {
    marks: { apart },
    begins: marks === undefined,
    alarm: apart >= rule.onDelay ? 'raise' : 'keep',
    limit: rule.most,
  };
};

/** Two probes of one cabinet that differ by more than they may, for a time. */
export const DISAGREEMENT: Kind<Rule, Marks> = {
  cause: 'disagreement',
  marks: marksSchema,
  ...PACED,
  pace: ({ onDelay }) => Math.min(30_000, onDelay / LOOKS),
  look,
};
