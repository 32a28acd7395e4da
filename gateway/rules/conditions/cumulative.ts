import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import type { Kind, Look, Verdict } from './kind.ts';

type Rule = ConditionOf<'cumulative'>;

/** The window slides in so many pieces, and one more: what leaves it leaves up to one piece late, never early. */
const PIECES = 48;
const KEPT = PIECES + 1;

const marksSchema = z.strictObject({
  /** 1 while the value is in the band. */
  inside: z.number(),
  /** How far the newest piece has come, ms. */
  age: z.number(),
  /** Proven time in the band by piece, newest first, ms. */
  pieces: z.array(z.number()).min(1).max(KEPT),
});
type Marks = z.infer<typeof marksSchema>;

const isInside = ({ above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY }: Rule, value: number): boolean =>
  value > above && value < below;

/** The window moves on, also over a data gap: only what was proven within it is counted. */
const slid = ({ pieces, age, inside }: Marks, length: number, passed: number): Marks => {
  const moves = Math.floor((age + passed) / length);
  if (moves === 0) return { inside, age: age + passed, pieces };
  const fresh = Array.from({ length: Math.min(moves, KEPT) }, () => 0);
  return { inside, age: (age + passed) % length, pieces: [...fresh, ...pieces].slice(0, KEPT) };
};

const look = (rule: Rule, marks: Marks | undefined, { value, proven, passed }: Look): Verdict<Marks> => {
  const inside = isInside(rule, value);
  const before = marks === undefined ? { inside: 0, age: 0, pieces: [0] } : slid(marks, rule.window / PIECES, passed);
  const more = inside && before.inside === 1 ? proven : 0;
  const pieces = more === 0 ? before.pieces : before.pieces.with(0, (before.pieces[0] ?? 0) + more);
  const sum = pieces.reduce((total, piece) => total + piece, 0);
  if (sum === 0 && !inside) return { alarm: 'clear' };
  return {
    marks: { inside: inside ? 1 : 0, age: before.age, pieces },
    begins: marks === undefined,
    alarm: sum > rule.most ? 'raise' : 'clear',
    // One of both is there: the pack's lint sees to it.
    limit: rule.above ?? rule.below ?? Number.NaN,
  };
};

/** Food at 8 to 60 °C for at most 2 h in sum. */
export const CUMULATIVE: Kind<Rule, Marks> = {
  cause: 'cumulative',
  marks: marksSchema,
  low: ({ above, below }) => (above === undefined ? (below ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY),
  high: ({ above }) => above ?? Number.POSITIVE_INFINITY,
  pace: () => 0,
  look,
};
