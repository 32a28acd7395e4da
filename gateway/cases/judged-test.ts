import { isDeepStrictEqual } from 'node:util';
import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import type { TestJudge, TestToJudge } from '../domain/verdict.ts';

/** A test before it was judged. */
export type UnjudgedTest = Omit<TestFact, 'verdict' | 'reason' | 'limit'>;

/** What the run's control well showed. */
export type RunControl = NonNullable<TestToJudge['control']>;

/** A test, judged by what is known of its sample and its run now. */
export const judgedTest = (
  test: UnjudgedTest,
  sample: SampleFact | undefined,
  control: RunControl | undefined,
  judge: TestJudge,
): TestFact => {
  const { item, value, unit, role, details } = test;
  const { verdict, reason, limit } = judge({
    value, unit, role,
    ...(item === undefined ? {} : { item }),
    ...(details === undefined ? {} : { details }),
    ...(sample === undefined ? {} : { category: sample.category, goods: sample.name, takenAt: sample.takenAt }),
    ...(control === undefined ? {} : { control }),
  }); // biome-ignore format: a list to read
  return { ...test, verdict, ...(reason === undefined ? {} : { reason }), ...(limit === undefined ? {} : { limit }) };
};

/** What a control's test says to the others of its run. */
export const controlOf = ({ value, details }: Pick<TestFact, 'value' | 'details'>): RunControl => ({
  value,
  ...(details === undefined ? {} : { details }),
});

/** A test without its judgement. */
export const unjudged = ({ verdict, reason, limit, ...test }: TestFact): UnjudgedTest => test;

/** Whether two facts of one test say the same; when the box knew, and what was corrected, aside. */
export const saysTheSame = (one: TestFact, other: TestFact): boolean => {
  const { at: _, of: __, ...left } = one;
  const { at: ___, of: ____, ...right } = other;
  return isDeepStrictEqual(left, right);
};
