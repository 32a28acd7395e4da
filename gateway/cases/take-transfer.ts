import type { Fact } from '../domain/fact.ts';
import type { Kept, SentResult, Transfer } from '../domain/sent-result.ts';
import type { TestFact } from '../domain/station-fact.ts';
import { analyzerOf, type DeskParts, nowOf } from './desk-parts.ts';
import { deviceTime, offsetAt } from './device-clock.ts';
import { freshResults } from './fresh-results.ts';
import { type Joining, type Place, placeOf } from './join.ts';
import { controlOf, judgedTest, type RunControl } from './judged-test.ts';
import { caseFactsAfter } from './open-cases.ts';
import { controlOfSheet, judgedAnew } from './rejudge.ts';
import { sheetId, withResult } from './run-sheet.ts';
import { takeUnreadable } from './take-unreadable.ts';
import { isImplausible, testOfResult } from './test-of-result.ts';
import { itemOf } from './test-shelf.ts';

/** What a transfer comes to: the facts, already in memory, and what to answer once they are durable. */
export interface Taken {
  readonly facts: readonly Fact[];
  readonly kept: Kept;
}

/** A result on its way to a test. */
interface Draft {
  readonly sent: SentResult;
  readonly id: string;
  readonly place: Place;
  readonly possibleRepeat: boolean;
}

/** Takes a transfer in: what is new of it, where it belongs, what it comes to, and what follows. One synchronous turn; changes memory. */
export const takeTransfer = (parts: DeskParts, transfer: Transfer, hash: string, read: 'first' | 'again' = 'first'): Taken => {
  noteClock(parts, transfer);
  const { understood } = transfer;
  const unread = takeUnreadable(parts, transfer, hash);
  const { fresh, duplicates } = freshResults(parts, transfer, read === 'first' ? hash : undefined);
  const drafts = fresh.map(({ sent, possibleRepeat }) => ({
    sent, possibleRepeat, ...placed(parts, transfer, sent),
  })); // biome-ignore format: a list to read
  const loose = drafts.find(
    ({ place, sent }) => place.role === 'control' && place.sheet === undefined && sent.value !== '',
  )?.sent;
  // Controls first: what they showed judges the others of their run.
  const inOrder = [
    ...drafts.filter(({ place }) => place.role !== 'sample'),
    ...drafts.filter(({ place }) => place.role === 'sample'),
  ];
  const tests = inOrder.map((draft) => put(parts, transfer, hash, draft, loose && controlOf(loose)));
  const facts = [
    ...unread.facts,
    ...tests.flatMap((test) => [test, ...caseFactsAfter(parts, test)]),
    ...judgedAnew(parts, beforeTheirControl(parts, drafts)),
  ];
  const quarantined = tests.filter(({ quarantine }) => quarantine !== undefined).length + unread.quarantined;
  const known = duplicates + (understood.results.length === 0 ? unread.duplicates : 0);
  return { facts, kept: { tests: tests.length + unread.tests, duplicates: known, quarantined } };
};

const noteClock = ({ memory, needs }: DeskParts, { analyzer, understood, receivedAt, imported }: Transfer): void => {
  const offset = imported === true ? undefined : offsetAt(understood.sentAt, receivedAt, needs.timezone);
  if (offset !== undefined) memory.clocks.put(analyzer, offset);
};

const timeOf = ({ memory, needs }: DeskParts, { measuredAt }: SentResult, { analyzer, receivedAt }: Transfer) =>
  deviceTime(measuredAt, receivedAt, needs.timezone, memory.clocks.get(analyzer));

/** Joins a result, and notes in its run sheet that its well is filled: the next one may be of the next run. */
const placed = (parts: DeskParts, transfer: Transfer, sent: SentResult): Pick<Draft, 'id' | 'place'> => {
  const id = parts.needs.newId();
  if (isImplausible(sent, transfer.understood)) return { id, place: { role: sent.role ?? 'sample', quarantine: 'implausible' } };
  const { joinAt } = timeOf(parts, sent, transfer);
  const place = placeOf(sent, joiningOf(parts, transfer.analyzer, joinAt));
  return { id, place: placedInSheet(parts, place, sent.code, id, joinAt) };
};

/** What a result of an analyzer is joined against; `at`: when it was measured, by the box's clock. */
export const joiningOf = ({ memory, needs }: DeskParts, analyzer: string, at: number | undefined): Joining => ({
  sampleOf: memory.sample,
  sheets: memory.sheets.all().filter(({ fact }) => fact.on === analyzer),
  at,
  forgottenAfter: needs.rules.runSheets.forgottenAfter,
});

/** Notes in the run sheet of a place, if it has one, that its well is filled. */
export const placedInSheet = ({ memory }: DeskParts, place: Place, code: string, test: string, at: number | undefined): Place => {
  const { sheet, channel } = place;
  if (sheet !== undefined && channel !== undefined) {
    memory.sheets.put(sheetId(sheet.fact.on, sheet.fact.run), withResult(sheet, { channel, code, test }, at));
  }
  return place;
};

const put = (parts: DeskParts, transfer: Transfer, hash: string, draft: Draft, loose: RunControl | undefined): TestFact => {
  const { memory, needs } = parts;
  const { sent, place, id } = draft;
  const offset =
    transfer.imported === true ? undefined : offsetAt(transfer.understood.sentAt, transfer.receivedAt, needs.timezone);
  const item = itemOf({ code: sent.code, ...itemIn(sent, place) });
  const unjudged = testOfResult(sent, {
    id, at: nowOf(parts), transfer, profile: analyzerOf(parts, transfer.analyzer).profile, hash, place,
    time: timeOf(parts, sent, transfer),
    clockAhead: offset && Math.round(offset.ahead / 1000),
    repeatOf: place.sample && parts.memory.tests.firstOf(place.sample.id, item)?.id,
    possibleRepeat: draft.possibleRepeat,
  }); // biome-ignore format: a list to read
  const test = judgedTest(unjudged, place.sample, controlIn(parts, draft) ?? loose, needs.judge);
  memory.tests.put(id, test);
  return test;
};

const itemIn = ({ item }: SentResult, { sheet }: Place): { readonly item?: string } => {
  const named = item ?? sheet?.fact.item;
  return named === undefined ? {} : { item: named };
};

/** The control of a draft's run; a control isn't held against itself. */
const controlIn = (parts: DeskParts, { place }: Draft): RunControl | undefined => {
  if (place.role !== 'sample' || place.sheet === undefined) return undefined;
  const { on, run } = place.sheet.fact;
  return controlOfSheet(parts, parts.memory.sheets.get(sheetId(on, run)));
};

/** Tests of the runs whose control has come with these drafts, that were judged without it. */
const beforeTheirControl = ({ memory }: DeskParts, drafts: readonly Draft[]): readonly TestFact[] =>
  drafts.flatMap(({ place: { role, sheet } }) => {
    if (role !== 'control' || sheet === undefined) return [];
    const { filled } = memory.sheets.get(sheetId(sheet.fact.on, sheet.fact.run)) ?? sheet;
    return filled.flatMap(({ test }) => {
      const known = memory.tests.get(test);
      return known === undefined || known.role !== 'sample' ? [] : [known];
    });
  });
