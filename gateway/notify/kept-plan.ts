import { type Clock, instantOf } from '../domain/clock.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { PlanState } from './plan/plan-state.ts';
import { planStates, restoredPlan } from './plan/saved-plan.ts';

/** The plan as it stands, and what of it is still to be saved. */
export interface KeptPlan {
  now(): PlanState;
  become(plan: PlanState): void;
  /** What is saved carries both clocks: when the wall clock was set, all of it is saved anew. */
  reanchor(): void;
  /** States that changed since they were last asked for. */
  takeStates(): readonly SavedState[];
  /** Saved states that could not be read. */
  readonly ignored: readonly SavedState[];
}

/** More than clocks drift between two looks. */
const SET: number = 1_000;

/** Opens the plan where the run before left it. */
export const openPlan = (states: readonly SavedState[], clock: Clock): KeptPlan => {
  const { plan: restored, ignored } = restoredPlan(states, instantOf(clock));
  const anchorNow = (): number => clock.now() - clock.elapsed();
  let plan = restored;
  let saved: PlanState | undefined = restored;
  let anchor = anchorNow();
  return {
    now: () => plan,
    become: (next) => {
      plan = next;
    },
    reanchor: () => {
      const now = anchorNow();
      if (Math.abs(now - anchor) > SET) saved = undefined;
      anchor = now;
    },
    takeStates: () => {
      const changed = planStates(plan, saved, instantOf(clock));
      saved = plan;
      return changed;
    },
    ignored,
  };
};
