import type { Fact } from '../domain/fact.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { CaseFact, TestFact } from '../domain/station-fact.ts';
import { type DeskParts, nowOf } from './desk-parts.ts';
import { caseFactsAfter } from './open-cases.ts';
import { itemOf } from './test-shelf.ts';

/**
 * What a test that now is of another sample leaves behind at the one that it was joined to: the case that it opened is closed,
 * those that repeated it are told which is the first now, and a positive among them opens a case of its own. Changes memory.
 */
export const leftBehind = (parts: DeskParts, before: TestFact, now: TestFact): readonly Fact[] => {
  const { sample } = before;
  if (sample === undefined || sample === now.sample || before.quarantine !== undefined) return [];
  const left = (): readonly TestFact[] =>
    parts.memory.tests
      .of(sample)
      .filter((test) => itemOf(test) === itemOf(before) && test.role === 'sample')
      .sort((one, other) => one.receivedAt - other.receivedAt);
  return [
    ...casesClosed(parts, now),
    ...relinked(parts, left(), before.id),
    ...left().flatMap((test) => caseFactsAfter(parts, test)),
  ];
};

/** The open cases that a test opened for the sample that it is no longer of. */
const casesClosed = (parts: DeskParts, test: TestFact): readonly CaseFact[] =>
  parts.memory.cases.all().flatMap((facts) => {
    const [opened] = facts;
    if (opened.test !== test.id || opened.sample === test.sample || facts.some(({ step }) => step === 'closed')) return [];
    const { id, sample, item } = opened;
    const fact: CaseFact = {
      kind: 'case', at: nowOf(parts), id, step: 'closed', test: test.id,
      ...(sample === undefined ? {} : { sample }),
      ...(item === undefined ? {} : { item }),
      words: say(parts.needs.language, 'station.case.moved', { sample: test.sample ?? '—' }),
    }; // biome-ignore format: a list to read
    parts.memory.cases.put(id, [...facts, fact]);
    return [fact];
  });

/** Whoever repeated the test that has gone repeats the oldest that is left, which itself repeats nothing. */
const relinked = (parts: DeskParts, left: readonly TestFact[], gone: string): readonly TestFact[] => {
  const { tests } = parts.memory;
  const [first] = left;
  return left.flatMap((test) => {
    if (first === undefined || test.repeatOf !== gone) return [];
    const { repeatOf: _, of: __, ...rest } = test;
    const of = tests.numberOf(test.id);
    const fact: TestFact = {
      ...rest, at: nowOf(parts),
      ...(test.id === first.id ? {} : { repeatOf: first.id }),
      ...(of === undefined ? {} : { of }),
    }; // biome-ignore format: a list to read
    tests.put(fact.id, fact);
    return [fact];
  });
};
