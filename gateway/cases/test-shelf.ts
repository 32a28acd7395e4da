import type { TestFact } from '../domain/station-fact.ts';
import type { Shelf } from './shelf.ts';

/** The tests, and which of them was the first of its sample and item. */
export interface TestShelf extends Shelf<TestFact> {
  /** The first test of a sample and item: the one that all others repeat (复测). */
  firstOf(sample: string, item: string): TestFact | undefined;
  of(sample: string): readonly TestFact[];
  /** How many are in quarantine. */
  quarantined(): number;
}

/** What a test is called in its case and on the board: its item, else the instrument's own code. */
export const itemOf = ({ item, code }: Pick<TestFact, 'item' | 'code'>): string => item ?? code;

/** Finds tests by their sample without looking through all: a CSV file may bring thousands at once. */
export const createTestShelf = (shelf: Shelf<TestFact>): TestShelf => {
  const bySample = new Map<string, Set<string>>();
  const waiting = new Set<string>();
  const leave = (id: string): void => {
    bySample.get(shelf.get(id)?.sample ?? '')?.delete(id);
    waiting.delete(id);
  };
  const enter = ({ id, sample, quarantine }: TestFact): void => {
    if (quarantine !== undefined) waiting.add(id);
    if (sample !== undefined) bySample.set(sample, (bySample.get(sample) ?? new Set<string>()).add(id));
  };
  for (const test of shelf.all()) enter(test);
  const of = (sample: string): readonly TestFact[] => [...(bySample.get(sample) ?? [])].flatMap((id) => shelf.get(id) ?? []);
  return {
    ...shelf,
    put: (id, test) => {
      if (shelf.get(id)?.sample !== test.sample) leave(id);
      waiting.delete(id);
      shelf.put(id, test);
      enter(test);
    },
    remove: (id) => {
      leave(id);
      shelf.remove(id);
    },
    firstOf: (sample, item) => of(sample).find((test) => itemOf(test) === item && test.repeatOf === undefined),
    of,
    quarantined: () => waiting.size,
  };
};
