import type { Fact } from '../domain/fact.ts';
import type { SentResult } from '../domain/sent-result.ts';
import type { TestFact } from '../domain/station-fact.ts';
import type { DeskParts } from './desk-parts.ts';
import { deviceTime } from './device-clock.ts';
import { type Place, placeOf } from './join.ts';
import { judgedTest, unjudged } from './judged-test.ts';
import { controlOfTest, corrected } from './rejudge.ts';
import { isStopping, type SheetState } from './run-sheet.ts';
import { joiningOf, placedInSheet } from './take-transfer.ts';
import { itemOf } from './test-shelf.ts';

/** A test that has found its place. */
interface Joined {
  readonly test: TestFact;
  readonly place: Place;
}

/**
 * Joins the results anew that a run sheet stopped which a person has ended by now, in the order in which they came; `ended` is the
 * sheet as it was before. What was measured within its own run, and is in doubt for another reason, stays where it is. Call it
 * when nothing is under way: a correction names the number of what it corrects. Changes memory.
 */
export const rejoined = (parts: DeskParts, ended: SheetState): readonly Fact[] => {
  const { forgottenAfter } = parts.needs.rules.runSheets;
  const waiting = parts.memory.tests.all().filter(({ analyzer, quarantine, ...test }) => {
    if (analyzer !== ended.fact.on || quarantine !== 'ambiguous') return false;
    const at = joinTimeOf(parts, { analyzer, ...test });
    return at !== undefined && isStopping(ended, at, forgottenAfter);
  });
  const joined = waiting.flatMap((test) => joinedAnew(parts, test));
  // Controls first: what they showed judges the others of their run.
  const inOrder = [
    ...joined.filter(({ place }) => place.role !== 'sample'),
    ...joined.filter(({ place }) => place.role === 'sample'),
  ];
  return inOrder.flatMap((each) => corrected(parts, judgedInPlace(parts, each)));
};

/** Notes in the run sheet that the well is filled: the next result may be of the next run. */
const joinedAnew = (parts: DeskParts, test: TestFact): readonly Joined[] => {
  const at = joinTimeOf(parts, test);
  const place = placeOf(sentAs(test), joiningOf(parts, test.analyzer, at));
  if (place.quarantine !== undefined) return [];
  return [{ test, place: placedInSheet(parts, place, test.code, test.id, at) }];
};

/** When a test was measured, by the box's clock. */
const joinTimeOf = (
  { memory, needs }: DeskParts,
  { analyzer, measuredText, receivedAt }: Pick<TestFact, 'analyzer' | 'measuredText' | 'receivedAt'>,
) => deviceTime(measuredText, receivedAt, needs.timezone, memory.clocks.get(analyzer)).joinAt;

const sentAs = ({ sampleId, code, value, unit, item, channel, run, role }: TestFact): SentResult => ({
  sampleId, code, value, unit, role,
  ...(item === undefined ? {} : { item }),
  ...(channel === undefined ? {} : { channel }),
  ...(run === undefined ? {} : { run }),
}); // biome-ignore format: a list to read

const judgedInPlace = (parts: DeskParts, { test, place: { role, sample, sheet } }: Joined): TestFact => {
  const { quarantine: _, repeatOf: __, ...rest } = unjudged(test);
  const item = rest.item ?? sheet?.fact.item;
  const first = sample && parts.memory.tests.firstOf(sample.id, itemOf({ ...rest, ...(item === undefined ? {} : { item }) }))?.id;
  const extraction = sheet?.fact.extraction;
  const now = {
    ...rest, role,
    ...(item === undefined ? {} : { item }),
    ...(extraction === undefined ? {} : { details: { ...rest.details, extraction } }),
    ...(sheet === undefined ? {} : { run: sheet.fact.run }),
    ...(sample === undefined ? {} : { sample: sample.id }),
    ...(first === undefined ? {} : { repeatOf: first }),
  }; // biome-ignore format: a list to read
  const control = role === 'sample' && sheet !== undefined ? controlOfTest(parts, { ...test, run: sheet.fact.run }) : undefined;
  return judgedTest(now, sample, control, parts.needs.judge);
};
