import type { TestFact } from '../domain/station-fact.ts';
import type { DeskParts } from './desk-parts.ts';
import type { WantedRow } from './desk-rows.ts';
import { itemOf } from './test-shelf.ts';

/** Verdicts that say nothing of the goods: the method, the run or its range failed, and only a repeat tells. */
const TELLS_NOTHING: ReadonlySet<TestFact['verdict']> = new Set(['suspect', 'invalid', 'out-of-range']);

/** Whether a result wants a repeat: nothing passes by it, and nothing is held for it either. */
export const wantsRepeat = ({ role, sample, quarantine, verdict, reason }: TestFact): boolean =>
  role === 'sample' && sample !== undefined && quarantine === undefined && (TELLS_NOTHING.has(verdict) || reason === 'no-value');

/** The samples whose last result of an item wants a repeat, the oldest first. A case that is open says itself what is due. */
export const wantedRepeatsOf = ({ memory }: DeskParts): readonly WantedRow[] => {
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
    .filter(([place, test]) => wantsRepeat(test) && !open.has(place) && memory.leftAlone.get(test.id) === undefined)
    .flatMap(([, test]) => {
      const sample = memory.sample(test.sample ?? '');
      return sample === undefined ? [] : [{ test, sample }];
    })
    .sort((one, other) => one.test.receivedAt - other.test.receivedAt);
};

const placeOf = (sample: string, item: string): string => JSON.stringify([sample, item]);
