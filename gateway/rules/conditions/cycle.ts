import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import type { StateChange } from '../seen-value.ts';
import type { Kind, Look, Verdict } from './kind.ts';

type Rule = ConditionOf<'cycle'>;

const marksSchema = z.strictObject({
  /** Proven time at `least` or above without a break, ms; -1 while it is below. */
  held: z.number(),
  longest: z.number(),
  /** 1 where a data gap lies within the cycle. */
  gap: z.number(),
});
type Marks = z.infer<typeof marksSchema>;

const look = (rule: Rule, marks: Marks | undefined, seen: Look): Verdict<Marks> => {
  if (seen.value <= rule.begins) return marks === undefined ? { alarm: 'keep' } : ended(rule, marks, seen.afterGap);
  const before = marks?.held ?? -1;
  const held = seen.value < rule.least ? -1 : before < 0 ? 0 : before + seen.proven;
  const gap = marks !== undefined && (seen.afterGap || marks.gap === 1) ? 1 : 0;
  return {
    marks: { held, longest: Math.max(held, marks?.longest ?? 0), gap },
    begins: marks === undefined,
    alarm: 'keep',
    states: marks === undefined ? [{ state: 'cycle', active: true }] : [],
  };
};

/** A cycle of which a part wasn't seen and the rest doesn't prove it is not done: what is unknown is never green. */
const ended = (rule: Rule, { longest, gap }: Marks, afterGap: boolean): Verdict<Marks> => {
  const done = longest >= rule.for;
  const reason = done ? 'done' : gap === 1 || afterGap ? 'unproven' : 'failed';
  const state: StateChange = { state: 'cycle', active: false, reason };
  return { alarm: done ? 'clear' : 'raise', limit: rule.least, states: [state] };
};

/** A disinfection cabinet's cycle: 120 °C held for 15 min, done, failed or unproven. */
export const CYCLE: Kind<Rule, Marks> = {
  cause: 'cycle',
  marks: marksSchema,
  low: () => Number.NEGATIVE_INFINITY,
  high: ({ begins }) => begins,
  pace: () => 0,
  look,
  outlasts: true,
};
