import type { CaseFact, TestFact } from '../domain/station-fact.ts';
import { type CaseState, caseStateOf, repeatsDueFor } from './case-state.ts';
import type { CaseFacts } from './desk-memory.ts';
import { type DeskParts, nowOf } from './desk-parts.ts';
import { itemOf } from './test-shelf.ts';

/** The open case of a sample and item. */
const openCaseOf = ({ memory }: DeskParts, sample: string, item: string): CaseFacts | undefined =>
  memory.cases.all().find((facts) => {
    const [opened] = facts;
    return opened.sample === sample && opened.item === item && !facts.some(({ step }) => step === 'closed');
  });

/** A case as it stands now. What may be the same result sent again bears no positive out, nor does what is of another sample by now. */
export const stateOfCase = ({ memory, needs }: DeskParts, facts: CaseFacts): CaseState =>
  caseStateOf(facts, repeatsDueFor(facts[0].item, needs.rules), (id) => {
    const test = memory.tests.get(id);
    const isOther = test !== undefined && (test.possibleRepeat === true || test.sample !== facts[0].sample);
    return isOther ? 'not-judged' : test?.verdict;
  });

/** What a test of a sample of goods means for its case: a positive opens one by itself, whatever comes later is a repeat. Changes memory. */
export const caseFactsAfter = (parts: DeskParts, test: TestFact): readonly CaseFact[] => {
  if (test.role !== 'sample' || test.sample === undefined || test.quarantine !== undefined) return [];
  const open = openCaseOf(parts, test.sample, itemOf(test));
  if (open === undefined) return test.verdict === 'positive' ? [openedBy(parts, test, test.sample)] : [];
  const [{ id, test: first, sample, item }] = open;
  if (test.id === first || open.some(({ repeat }) => repeat === test.id)) return [];
  const fact: CaseFact = {
    kind: 'case', at: nowOf(parts), id, step: 'repeated', test: first, repeat: test.id, verdict: test.verdict,
    ...(sample === undefined ? {} : { sample }),
    ...(item === undefined ? {} : { item }),
  }; // biome-ignore format: a list to read
  parts.memory.cases.put(id, [...open, fact]);
  return [fact];
};

const openedBy = (parts: DeskParts, test: TestFact, sample: string): CaseFact => {
  const id = parts.needs.newId();
  const fact: CaseFact = { kind: 'case', at: nowOf(parts), id, step: 'opened', test: test.id, sample, item: itemOf(test), verdict: test.verdict }; // biome-ignore format: a fact
  parts.memory.cases.put(id, [fact]);
  return fact;
};
