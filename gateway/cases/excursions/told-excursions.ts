import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { UtcMillis } from '../../domain/clock.ts';
import type { Fact } from '../../domain/fact.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { ExcursionFact, GoodsDisposition } from '../../domain/supervision-fact.ts';
import { createShelf, type OpenJournal } from '../shelf.ts';

const PREFIX = 'excursions/told/';

/** Of so many a word about their goods is still taken. The oldest leave first: they and the acts of people are in the record. */
const MOST_REMEMBERED = 64;

// The box's own JSON under a checksum: only its kind is looked at.
const factSchema = z.custom<ExcursionFact>(
  (value) =>
    z.looseObject({ kind: z.literal('excursion'), id: z.string(), alarms: z.array(z.string()) }).safeParse(value).success,
);

/** Excursions that were told, for whatever people say of their goods afterwards. One may have raised several alarms: the last word counts. */
export interface ToldExcursions {
  keep(fact: ExcursionFact): void;
  /** What became of the goods behind an alarm: the excursions anew, with it; each names the fact that it corrects, where its number is known. */
  disposed(alarm: string, goods: GoodsDisposition | undefined, at: UtcMillis): readonly ExcursionFact[];
  /** Notes the number of a fact that has become durable. */
  number(fact: Fact, number: number): void;
  /** Notes the number of a fact as the record has it. */
  recall(fact: Fact, number: number): void;
  /** The largest number that is known, or the largest there is where none is missing. */
  numbered(): number;
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** Those that the run before left. */
export const createToldExcursions = (saved: readonly SavedState[], journal: OpenJournal): ToldExcursions => {
  const told = createShelf(PREFIX, factSchema, saved, journal);
  return {
    keep: (fact) => {
      if (fact.alarms.length === 0) return;
      told.put(fact.id, fact);
      const [oldest, ...younger] = told.all();
      if (oldest !== undefined && younger.length >= MOST_REMEMBERED) told.remove(oldest.id);
    },
    disposed: (alarm, goods, at) => {
      if (goods === undefined) return [];
      return told
        .all()
        .filter((fact) => fact.alarms.includes(alarm) && fact.goods !== goods)
        .map(({ of: _, ...fact }): ExcursionFact => {
          const of = told.numberOf(fact.id);
          const anew = { ...fact, at, goods, ...(of === undefined ? {} : { of }) };
          told.put(fact.id, anew);
          return anew;
        });
    },
    number: (fact, number) => {
      if (fact.kind === 'excursion') told.number(fact.id, fact, number);
    },
    recall: (fact, number) => {
      const held = fact.kind === 'excursion' ? told.get(fact.id) : undefined;
      if (held !== undefined && isDeepStrictEqual(held, fact)) told.number(held.id, held, number);
    },
    numbered: () => {
      const isMissing = told.all().some(({ id }) => told.numberOf(id) === undefined);
      return isMissing ? told.numbered() : Number.MAX_SAFE_INTEGER;
    },
    takeStates: told.takeStates,
    ignored: told.ignored,
  };
};
