import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import type { Kind, Look, Verdict } from './kind.ts';

type Rule = ConditionOf<'cooling'>;
type Stage = Rule['stages'][number];

const marksSchema = z.strictObject({
  /** -1 while it is hot; else the stage that it is in. */
  stage: z.number(),
  /** Proven time since the stage before was reached, ms. */
  within: z.number(),
  /** Proven time since it began to cool, ms. */
  total: z.number(),
});
type Marks = z.infer<typeof marksSchema>;

const HOT: Marks = { stage: -1, within: 0, total: 0 };

const look = (rule: Rule, marks: Marks | undefined, seen: Look): Verdict<Marks> => {
  if (seen.value >= rule.from) return { marks: HOT, alarm: 'clear' };
  if (marks === undefined) return { alarm: 'clear' };
  const begins = marks.stage < 0;
  const before = begins ? { stage: 0, within: 0, total: 0 } : later(marks, seen.proven);
  const stage = reached(rule, before.stage, seen.value);
  if (stage === rule.stages.length) return { alarm: 'clear' };
  const after = stage === before.stage ? before : { ...before, stage, within: 0 };
  const current = rule.stages[stage];
  return {
    marks: after,
    begins,
    alarm: current !== undefined && isLate(current, after) ? 'raise' : 'clear',
    ...(current === undefined ? {} : { limit: current.to }),
  };
};

const later = ({ stage, within, total }: Marks, proven: number): Marks => ({
  stage,
  within: within + proven,
  total: total + proven,
});

/** The first stage from `stage` on whose temperature isn't reached yet. */
const reached = ({ stages }: Rule, stage: number, value: number): number => {
  const next = stages.findIndex(({ to }, place) => place >= stage && value > to);
  return next < 0 ? stages.length : next;
};

const isLate = (stage: Stage, { within, total }: Marks): boolean =>
  stage.within === undefined ? total > (stage.total ?? Number.POSITIVE_INFINITY) : within > stage.within;

/** Cooked food from 60 to 21 °C within 2 h, then to 8 °C within 2 h more: begins where it falls below `from`, once it was hotter. */
export const COOLING: Kind<Rule, Marks> = {
  cause: 'cooling',
  marks: marksSchema,
  low: () => Number.NEGATIVE_INFINITY,
  // Just below: at `from` itself it counts as hot.
  high: ({ from }) => from - 1e-9,
  pace: () => 0,
  look,
};
