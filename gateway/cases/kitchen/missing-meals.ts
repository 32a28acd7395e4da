import type { Millis, UtcMillis } from '../../domain/clock.ts';
import { localDate, momentOf, weekdayOf } from '../../domain/local-time.ts';
import { type OperatingCalendar, operatingDay, WEEKDAYS } from '../../domain/operating-calendar.ts';
import type { PlannedMeal, RetentionPlan } from '../../domain/retention-plan.ts';
import type { Meal, RetainedSampleFact } from '../../domain/supervision-fact.ts';

const DAY: Millis = 86_400_000;

/** A meal that was served, as the plan says, and of which a sample was due. */
export interface MealServed {
  /** The local date. */
  readonly date: string;
  readonly meal: Meal;
  readonly dueAt: UtcMillis;
}

/** Whose meals, and when it works. */
export interface ServedBy {
  readonly plan: RetentionPlan;
  readonly timezone: string;
  /** Absent: every day is an operating day. */
  readonly calendar?: OperatingCalendar | undefined;
}

/** The meals of which a sample was due after `from` and until `to`, the oldest first. A pure function of time: it doesn't matter when it is asked, nor how often. */
export const mealsServed = (site: ServedBy, from: UtcMillis, to: UtcMillis): readonly MealServed[] =>
  datesBetween(from, to, site.timezone)
    .filter((date) => isOperating(site, date))
    .flatMap((date) =>
      site.plan.meals.filter((meal) => isServedOn(meal, date)).map((meal) => servedOn(meal, date, site.timezone)),
    )
    .filter(({ dueAt }) => from < dueAt && dueAt <= to)
    .sort((a, b) => a.dueAt - b.dueAt);

/** Those of them of which nobody retained a sample. */
export const missingMeals = <Served extends { readonly date: string; readonly meal: string }>(
  served: readonly Served[],
  samples: readonly Pick<RetainedSampleFact, 'meal' | 'takenAt'>[],
  timezone: string,
): readonly Served[] => {
  const retained = new Set(samples.map(({ meal, takenAt }) => `${localDate(takenAt, timezone)}/${meal}`));
  return served.filter(({ date, meal }) => !retained.has(`${date}/${meal}`));
};

const datesBetween = (from: UtcMillis, to: UtcMillis, timezone: string): readonly string[] => {
  const dates = new Set<string>();
  for (let at = from; at < to; at += DAY) dates.add(localDate(at, timezone));
  return [...dates.add(localDate(to, timezone))];
};

const isOperating = ({ calendar }: ServedBy, date: string): boolean =>
  calendar === undefined || operatingDay(calendar, date).is === 'operating';

const isServedOn = ({ weekdays }: PlannedMeal, date: string): boolean => {
  const weekday = WEEKDAYS[weekdayOf(date)];
  return weekdays === undefined || (weekday !== undefined && weekdays.includes(weekday));
};

const servedOn = ({ meal, by }: PlannedMeal, date: string, timezone: string): MealServed => {
  // 24:00 is no time of an instrument's clock: a minute before it, and on.
  const minute = Math.min(by, 1439);
  const text = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const moment = momentOf(`${date}T${text}`, timezone) ?? Date.parse(`${date}T${text}Z`);
  return { date, meal, dueAt: moment + (by - minute) * 60_000 };
};
