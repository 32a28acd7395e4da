import type { Cause } from './cause.ts';
import type { PlanState } from './plan-state.ts';

/** Numbers of one or two digits: what a person types with one thumb. */
const MOST = 99;

/** The smallest number that no open cause has, nor one that ended within the hour: a late reply must not meet a new alarm. */
const freeCode = ({ causes, ended }: Pick<PlanState, 'causes' | 'ended'>): number | undefined => {
  const taken = new Set([...causes, ...ended].map(({ code }) => code));
  return Array.from({ length: MOST }, (_, place) => place + 1).find((code) => !taken.has(code));
};

/** The number that a message about these causes asks for: theirs, a new one where they have none; undefined where they have several. */
export const codeOf = (causes: readonly Cause[], plan: Pick<PlanState, 'causes' | 'ended'>): number | undefined => {
  const [code, another] = new Set(causes.flatMap(({ code: each }) => (each === undefined ? [] : [each])));
  return another === undefined ? (code ?? freeCode(plan)) : undefined;
};
