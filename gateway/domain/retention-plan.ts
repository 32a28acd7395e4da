import type { Weekday } from './operating-calendar.ts';
import type { Meal } from './supervision-fact.ts';

/** A meal that a site serves, and until when its samples are retained (留样). */
export interface PlannedMeal {
  readonly meal: Meal;
  /** A sample is expected by then: minutes since local midnight. */
  readonly by: number;
  /** Absent: on every operating day. */
  readonly weekdays?: readonly Weekday[] | undefined;
}

/** What a site says of its retained samples. */
export interface RetentionPlan {
  /** The fridges that hold them; the first where nobody says another. */
  readonly cabinets: readonly string[];
  readonly meals: readonly PlannedMeal[];
}
