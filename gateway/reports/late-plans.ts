import type { UtcMillis } from '../domain/clock.ts';
import { type Closure, operatingDay, WHOLE_SITE } from '../domain/operating-calendar.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import { isOffIn, type PlanHistory, planAt, plansAfter, plansOver } from './plan-history.ts';
import type { LatePlan } from './report-data.ts';
import { dateAfter, type LocalDay } from './report-period.ts';

/** A closure of one day that the record had only after the day had begun. */
type LateDay = Omit<LatePlan, 'from' | 'to'> & { readonly date: string };

/**
 * What was planned only afterwards: closures of days that had begun by then, however late somebody entered them, and cabinets
 * that a change within the period switched off at once. They excuse nothing of what came before; an inspector is to see them.
 */
export const latePlans = (history: PlanHistory, days: readonly LocalDay[], cabinets: readonly string[]): readonly LatePlan[] => {
  const closures = stretchesOf(days.flatMap((day) => lateOn(history, day)));
  const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
  return [...closures, ...offAtOnce(history, from, to, cabinets).flatMap((each) => unsaid(each, closures))].toSorted(
    (a, b) => a.entered - b.entered,
  );
};

/** What closures of a day say beyond what was planned of it when it began, each by the first plan that has it. */
const lateOn = (history: PlanHistory, { date, from }: LocalDay): readonly LateDay[] => {
  const planned = planAt(history, from);
  if (planned === undefined) return [];
  let isClosed = isClosedIn(planned, date);
  const off = new Set(offOn(planned, date));
  return plansAfter(history, from).flatMap(({ since, plan }) => {
    const closures = plan === undefined ? [] : closuresOn(plan, date);
    const fresh = [...new Set(closures.flatMap((closure) => closure.off))].filter((cabinet) => !off.has(cabinet));
    const isNews = closures.length > 0 && (!isClosed || fresh.length > 0);
    if (!isNews || !Number.isFinite(since)) return [];
    isClosed = true;
    for (const cabinet of fresh) off.add(cabinet);
    const name = closures.find((closure) => closure.name !== undefined)?.name;
    return [{ entered: since, date, ...(name === undefined ? {} : { name }), off: fresh }];
  });
};

const isClosedIn = ({ calendar }: SitePlan, date: string): boolean =>
  calendar !== undefined && operatingDay(calendar, date).is === 'closed';

/** The closures that hold on a date: a day that is worked in spite of them has none. */
const closuresOn = ({ calendar }: SitePlan, date: string): readonly Closure[] =>
  calendar === undefined || calendar.extra.includes(date)
    ? []
    : calendar.closed.filter(({ from, to }) => from <= date && date <= to);

const offOn = (plan: SitePlan, date: string): readonly string[] => closuresOn(plan, date).flatMap(({ off }) => off);

/** Days that follow each other and were entered as one are one. */
const stretchesOf = (days: readonly LateDay[]): readonly LatePlan[] => {
  const stretches: { entered: UtcMillis; from: string; to: string; name?: string | undefined; off: string[] }[] = [];
  for (const { date, entered, name, off } of days) {
    const before = stretches.find(
      (each) =>
        each.entered === entered &&
        each.name === name &&
        each.off.join('\n') === off.join('\n') &&
        dateAfter(each.to, 1) === date,
    );
    if (before === undefined)
      stretches.push({ entered, from: date, to: date, ...(name === undefined ? {} : { name }), off: [...off] });
    else before.to = date;
  }
  return stretches;
};

/** The cabinets that each change of plan switched off in the moment in which it was entered. */
const offAtOnce = (history: PlanHistory, from: UtcMillis, to: UtcMillis, cabinets: readonly string[]): readonly LatePlan[] => {
  const [first, ...changes] = plansOver(history, from, to);
  let before = first?.plan;
  return changes.flatMap(({ since, plan }) => {
    const was = before;
    before = plan;
    if (was === undefined || plan === undefined) return [];
    const off = cabinets.filter((cabinet) => isOffIn(plan, cabinet, since) && !isOffIn(was, cabinet, since));
    return off.length === 0 ? [] : [{ entered: since, off }];
  });
};

/** Only what no closure of the same entry says by itself. */
const unsaid = ({ entered, off }: LatePlan, closures: readonly LatePlan[]): readonly LatePlan[] => {
  const said = closures.filter((closure) => closure.entered === entered).flatMap((closure) => closure.off);
  const left = said.includes(WHOLE_SITE) ? [] : off.filter((cabinet) => !said.includes(cabinet));
  return left.length === 0 ? [] : [{ entered, off: left }];
};
