import { type OperatingCalendar, type OperatingDay, operatingDay } from '../domain/operating-calendar.ts';
import { type PlanHistory, plansOver } from './plan-history.ts';
import type { DayRecord } from './report-data.ts';
import type { LocalDay } from './report-period.ts';
import type { DueMeal, MealsOf } from './report-sources.ts';

/** What a day was to the site, and whether its plan stood in the record when it began. */
export type PlannedDay = Pick<DayRecord, 'is' | 'name' | 'isRecorded'>;

/**
 * A day is closed that was planned so before it began and as long as it lasted: who closes it afterwards changes nothing, and
 * who opens it within is held to that. Of a day whose plan the record does not have, the site's calendar of now tells.
 */
export const plannedDay = (
  history: PlanHistory,
  { date, from, to }: LocalDay,
  ofNow: OperatingCalendar | undefined,
): PlannedDay => {
  const [first, ...later] = plansOver(history, from, to).map(({ plan }) => plan);
  if (first === undefined) return dayIn(ofNow, date);
  const planned = dayIn(first.calendar, date);
  const isOpened = later.some((plan) => plan !== undefined && dayIn(plan.calendar, date).is === 'operating');
  return { ...(isOpened ? OPERATING : planned), isRecorded: true };
};

const OPERATING: OperatingDay = { is: 'operating' };

const dayIn = (calendar: OperatingCalendar | undefined, date: string): OperatingDay =>
  calendar === undefined ? OPERATING : operatingDay(calendar, date);

/**
 * The meals of a day of which a sample was due: those that were planned when it began, also where the plan was changed since,
 * and those that a change within it added in time. Undefined where the record says nothing of the plan.
 */
export const mealsDue = (history: PlanHistory, day: LocalDay, mealsOf: MealsOf): readonly DueMeal[] | undefined => {
  const [first, ...later] = plansOver(history, day.from, day.to);
  if (first?.plan === undefined) return undefined;
  const due = [...mealsOf(first.plan, day)];
  for (const [place, { since, plan }] of later.entries()) {
    const until = later[place + 1]?.since ?? Number.POSITIVE_INFINITY;
    for (const meal of plan === undefined ? [] : mealsOf(plan, day))
      if (meal.dueAt > since && meal.dueAt <= until && !due.some((other) => other.meal === meal.meal)) due.push(meal);
  }
  return due.toSorted((a, b) => a.dueAt - b.dueAt);
};
