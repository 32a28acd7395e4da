import type { TestFact } from '../domain/station-fact.ts';
import type { DeskParts } from './desk-parts.ts';
import type { UndecidedRow } from './desk-rows.ts';
import { itemOf } from './test-shelf.ts';

/**
 * Whether a result decides nothing about its goods: suspect, invalid, out of range, not judged. Nothing passes by it, and
 * nothing is held for it either: somebody must repeat the test, or say what its code, its unit or its goods mean. Of a log
 * that was imported nobody waits for a decision.
 */
export const isUndecided = ({ role, sample, quarantine, verdict, imported }: TestFact): boolean =>
  role === 'sample' &&
  sample !== undefined &&
  quarantine === undefined &&
  imported !== true &&
  verdict !== 'negative' &&
  verdict !== 'positive';

/** The samples whose last result of an item decides nothing, the oldest first. A case that is open says itself what is due. */
export const undecidedOf = ({ memory }: DeskParts): readonly UndecidedRow[] => {
  const last = new Map<string, TestFact>();
  for (const test of memory.tests.all()) {
    const { sample, role, quarantine } = test;
    if (sample !== undefined && role === 'sample' && quarantine === undefined) last.set(placeOf(sample, itemOf(test)), test);
  }
  const open = new Set(
    memory.cases.all().flatMap((facts) => {
      const [{ sample = '', item = '' }] = facts;
      return facts.some(({ step }) => step === 'closed') ? [] : [placeOf(sample, item)];
    }),
  );
  return [...last]
    .filter(([place, test]) => isUndecided(test) && !open.has(place) && memory.leftAlone.get(test.id) === undefined)
    .flatMap(([, test]) => {
      const sample = memory.sample(test.sample ?? '');
      return sample === undefined ? [] : [{ test, sample }];
    })
    .sort((one, other) => one.test.receivedAt - other.test.receivedAt);
};

const placeOf = (sample: string, item: string): string => JSON.stringify([sample, item]);
