import type { Millis, UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import type { KitchenParts } from './kitchen-parts.ts';
import { begun, disposalState, ended, missingState } from './kitchen-states.ts';
import { type MealServed, mealsServed, missingMeals } from './missing-meals.ts';

/** What was disposed of leaves the book after this; the journal keeps it. */
const REMEMBERED: Millis = 7 * 86_400_000;

/** And what nobody ever disposed of. */
const GIVEN_UP: Millis = 30 * 86_400_000;

/** The meals without a sample that can still be told apart from those of long ago: as far back as a sample is kept. */
export const missingNow = ({ needs, memory }: KitchenParts, now: UtcMillis): readonly MealServed[] => {
  const { retention: plan, timezone, calendar, rules } = needs;
  if (plan === undefined || plan.meals.length === 0) return [];
  const from = Math.max(memory.expectedSince(now), now - rules.hold.atLeast);
  return missingMeals(mealsServed({ plan, timezone, calendar }, from, now), memory.samples.all(), timezone);
};

/** What has fallen due, and what is over, by now. A pure function of time and book: asked late, it says the same. */
export const retentionStates = (parts: KitchenParts, now: UtcMillis): readonly StateFact[] => {
  forget(parts, now);
  const missing = missingNow(parts, now).map(({ date, meal }) => missingState(date, meal));
  const due = parts.memory.samples
    .all()
    .filter(({ disposedAt, until }) => disposedAt === undefined && until <= now)
    .map(({ id }) => disposalState(id));
  const inForce = new Set([...missing, ...due].map(({ on }) => on));
  const over = parts.memory.told.all().filter(({ on }) => on.startsWith('retention:') && !inForce.has(on));
  return [
    ...over.flatMap(({ on, state }) => ended(parts.memory, { on, state }, now, reasonOf(parts, on))),
    ...[...missing, ...due].flatMap((state) => begun(parts.memory, state, now)),
  ];
};

/** A missing sample that came after all, or whose days are past: both end the state, and the record says which. */
const reasonOf = ({ needs, memory }: KitchenParts, on: string): string | undefined => {
  const [date = '', meal = ''] = on.slice('retention:'.length).split('/');
  const stands = missingMeals([{ date, meal }], memory.samples.all(), needs.timezone);
  return stands.length > 0 ? 'past' : undefined;
};

const forget = ({ memory }: KitchenParts, now: UtcMillis): void => {
  for (const { id, until, disposedAt } of memory.samples.all()) {
    if (disposedAt === undefined ? until < now - GIVEN_UP : disposedAt < now - REMEMBERED) memory.samples.remove(id);
  }
};
