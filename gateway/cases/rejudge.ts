import type { Fact } from '../domain/fact.ts';
import type { TestFact } from '../domain/station-fact.ts';
import { type DeskParts, nowOf } from './desk-parts.ts';
import { controlOf, judgedTest, type RunControl, saysTheSame, unjudged } from './judged-test.ts';
import { leftBehind } from './left-behind.ts';
import { caseFactsAfter } from './open-cases.ts';
import { type SheetState, sheetId } from './run-sheet.ts';

/** What the control well of a sheet's run showed; undefined until it was measured. */
export const controlOfSheet = ({ memory }: DeskParts, sheet: SheetState | undefined): RunControl | undefined => {
  const controls = new Set(sheet?.fact.wells.filter(({ role }) => role === 'control').map(({ channel }) => channel));
  const filled = sheet?.filled.find(({ channel }) => controls.has(channel));
  const test = memory.tests.get(filled?.test ?? '');
  return test === undefined ? undefined : controlOf(test);
};

/** The control of the run that a test belongs to. */
export const controlOfTest = (parts: DeskParts, { analyzer, run }: TestFact): RunControl | undefined =>
  run === undefined ? undefined : controlOfSheet(parts, parts.memory.sheets.get(sheetId(analyzer, run)));

/** Puts a corrected test in the place of the old one, and what follows for its case. No facts where it says the same. Changes memory. */
export const corrected = (parts: DeskParts, now: TestFact): readonly Fact[] => {
  const { memory } = parts;
  const before = memory.tests.get(now.id);
  if (before !== undefined && saysTheSame(before, now)) return [];
  const of = memory.tests.numberOf(now.id);
  const { of: _, ...rest } = now;
  const fact: TestFact = { ...rest, at: nowOf(parts), ...(of === undefined ? {} : { of }) };
  memory.tests.put(fact.id, fact);
  return [fact, ...(before === undefined ? [] : leftBehind(parts, before, fact)), ...caseFactsAfter(parts, fact)];
};

/** Judges tests anew, by what is known of their sample and run now. */
export const judgedAnew = (parts: DeskParts, tests: readonly TestFact[]): readonly Fact[] =>
  tests.flatMap((test) => {
    const sample = parts.memory.sample(test.sample ?? '');
    return corrected(parts, judgedTest(unjudged(test), sample, controlOfTest(parts, test), parts.needs.judge));
  });
