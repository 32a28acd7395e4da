import type { UtcMillis } from '../domain/clock.ts';
import { isSwitchedOff } from '../domain/operating-calendar.ts';
import type { SitePlan } from '../domain/site-plan.ts';

/** A plan, and since when the record has it beyond doubt; +∞ where nobody vouches for any time behind it. */
export interface PlannedSince {
  readonly since: UtcMillis;
  /** Undefined where the record says nothing of what was planned: a version that did not keep it. */
  readonly plan: SitePlan | undefined;
}

/** What a site planned, oldest first, as the record had it from moment to moment. */
export type PlanHistory = readonly PlannedSince[];

/** What was planned at a moment; undefined where the record does not say. */
export const planAt = (history: PlanHistory, at: UtcMillis): SitePlan | undefined =>
  history.findLast(({ since }) => since <= at)?.plan;

/** What was planned over a span: first what was in force when it began, from then on, and then each change within. */
export const plansOver = (history: PlanHistory, from: UtcMillis, to: UtcMillis): PlanHistory => [
  { since: from, plan: planAt(history, from) },
  ...plansAfter(history, from).filter(({ since }) => since < to),
];

/** What was entered after a moment. */
export const plansAfter = (history: PlanHistory, at: UtcMillis): PlanHistory => history.filter(({ since }) => since > at);

/** Whether a plan switches a cabinet off at a moment. */
export const isOffIn = ({ calendar }: SitePlan, cabinet: string, at: UtcMillis): boolean =>
  calendar !== undefined && isSwitchedOff(calendar, cabinet, at);

/** Whether what the record told of as switched off was planned when it began: what it says nothing of is taken as it was told. */
export const wasPlannedOff = (history: PlanHistory, cabinet: string, at: UtcMillis): boolean => {
  const plan = planAt(history, at);
  return plan === undefined || isOffIn(plan, cabinet, at);
};
