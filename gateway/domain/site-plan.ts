import type { OperatingCalendar } from './operating-calendar.ts';
import type { PlannedMeal } from './retention-plan.ts';

/**
 * What a site plans of its days: when it works, which cabinets are switched off, and the meals of which samples are retained.
 * It stands in the record's channel table, so that nobody can plan a day afterwards and leave no trace.
 */
export interface SitePlan {
  readonly timezone: string;
  /** Absent: every day is an operating day, and no cabinet is ever switched off. */
  readonly calendar?: OperatingCalendar | undefined;
  /** Empty where no sample of a meal is expected. */
  readonly meals: readonly PlannedMeal[];
}

/** A plan as the record's channel table has it: the same plan is the same text, whatever else its values carry. */
export const planAsRecorded = ({ timezone, calendar, meals }: SitePlan) => ({
  timezone,
  ...(calendar === undefined
    ? {}
    : {
        calendar: {
          weekdays: calendar.weekdays,
          closed: calendar.closed.map(({ from, to, name, off }) => ({ from, to, name, off })),
          extra: calendar.extra,
          running: calendar.running.map(({ cabinets, from, to }) => ({ cabinets, from, to })),
        },
      }),
  meals: meals.map(({ meal, by, weekdays }) => ({ meal, by, weekdays })),
});
