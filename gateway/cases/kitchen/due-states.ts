import type { Millis, UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import { MEALS } from '../../domain/supervision-fact.ts';
import type { KitchenParts } from './kitchen-parts.ts';
import { begun, disposalState, ended, missingState } from './kitchen-states.ts';
import { type MealServed, mealsServed, missingMeals } from './missing-meals.ts';

/** What was disposed of leaves the book after this; the journal keeps it. */
const REMEMBERED: Millis = 7 * 86_400_000;

/** How long after it was due a meal may have been told of as missing: a box was off meanwhile. */
const LOOKED_BACK: Millis = 7 * 86_400_000;

/** And what nobody ever disposed of. */
const GIVEN_UP: Millis = 30 * 86_400_000;

/**
 * The meals without a sample that can still be told apart from those of long ago: as far back as a sample is kept. One that was
 * told of stays among them, although somebody has closed its day or taken it out of the plan since.
 */
export const missingNow = ({ needs, memory }: KitchenParts, now: UtcMillis): readonly MealServed[] => {
  const { timezone, rules } = needs;
  const back = now - rules.hold.atLeast;
  const served = servedOver(needs, back - LOOKED_BACK, now);
  const since = isPlanned(needs) ? memory.expectedSince(now) : now;
  const expected = served.filter(({ dueAt }) => dueAt > Math.max(since, back));
  const isServed = ({ date, meal }: MealServed): boolean => served.some((each) => each.date === date && each.meal === meal);
  const unplanned = toldMissing(memory).filter((told) => told.dueAt > back && !isServed(told));
  return missingMeals([...expected, ...unplanned], memory.samples.all(), timezone).toSorted((a, b) => a.dueAt - b.dueAt);
};

const isPlanned = ({ retention }: KitchenParts['needs']): boolean => retention !== undefined && retention.meals.length > 0;

const servedOver = ({ retention: plan, timezone, calendar }: KitchenParts['needs'], from: UtcMillis, to: UtcMillis) =>
  plan === undefined ? [] : mealsServed({ plan, timezone, calendar }, from, to);

/** What was told of as missing, by when it was told. */
const toldMissing = ({ told }: KitchenParts['memory']): readonly MealServed[] =>
  told
    .all()
    .filter(({ state }) => state === 'sample-missing')
    .flatMap(({ on, at }) => {
      const [date = '', word = ''] = on.slice('retention:'.length).split('/');
      const meal = MEALS.find((known) => known === word);
      return meal === undefined ? [] : [{ date, meal, dueAt: at }];
    });

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
