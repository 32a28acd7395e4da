import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import { boardRow } from './board.ts';
import type { CaseState } from './case-state.ts';
import { missingToClose } from './case-steps.ts';
import type { CaseFacts } from './desk-memory.ts';
import { type DeskParts, nowOf } from './desk-parts.ts';
import type { BoardRow, CaseRow, QuarantineRow, SampleRow, StationTest, StoppingSheetRow } from './desk-rows.ts';
import { stateOfCase } from './open-cases.ts';
import { isDone, isStopping, openChannels, sheetId } from './run-sheet.ts';
import { itemOf } from './test-shelf.ts';

/** Tests by their sample, in the order of receipt: of goods alone, none in quarantine. */
const testsBySample = ({ memory }: DeskParts): ReadonlyMap<string, readonly TestFact[]> => {
  const bySample = new Map<string, TestFact[]>();
  for (const test of memory.tests.all()) {
    if (test.sample === undefined || test.quarantine !== undefined || test.role !== 'sample') continue;
    bySample.set(test.sample, [...(bySample.get(test.sample) ?? []), test]);
  }
  return bySample;
};

/** The samples, the newest first, each with its tests. */
export const samplesOf = (parts: DeskParts): readonly SampleRow[] => {
  const tests = testsBySample(parts);
  const rows = parts.memory.samples.all().map((sample) => ({ sample, tests: tests.get(sample.id) ?? [] }));
  return rows.sort((a, b) => b.sample.takenAt - a.sample.takenAt);
};

/** The run sheets that stop others now, the oldest first. */
export const stoppingSheetsOf = (parts: DeskParts): readonly StoppingSheetRow[] => {
  const sheets = parts.memory.sheets.all();
  return sheets
    .filter((sheet) => isStopping(sheet, nowOf(parts), parts.needs.rules.runSheets.forgottenAfter))
    .map((sheet) => ({
      analyzer: sheet.fact.on,
      run: sheet.fact.run,
      startedAt: sheet.startedAt ?? sheet.fact.at,
      channels: openChannels(sheet),
      waiting: sheets.filter(
        (other) => other.fact.on === sheet.fact.on && other !== sheet && other.fact.at >= sheet.fact.at && !isDone(other),
      ).length,
    }))
    .sort((a, b) => a.startedAt - b.startedAt);
};

/** What waits for a person, the oldest first. */
export const quarantineOf = (parts: DeskParts): readonly QuarantineRow[] => {
  const { memory } = parts;
  const stopping = stoppingSheetsOf(parts);
  const counts = new Map(memory.storms.all().map(({ test, count }) => [test, count]));
  return memory.tests
    .all()
    .flatMap((test) => {
      const { quarantine } = test;
      if (quarantine === undefined) return [];
      const row = { test, why: quarantine, transfers: counts.get(test.id) ?? 1 };
      const sheet = quarantine === 'ambiguous' ? stopping.find(({ analyzer }) => analyzer === test.analyzer) : undefined;
      return [sheet === undefined ? row : { ...row, stoppedBy: sheet.run }];
    })
    .sort((a, b) => a.test.receivedAt - b.test.receivedAt);
};

/** The open cases, the oldest first, with what is due. */
export const casesOf = (parts: DeskParts): readonly CaseRow[] =>
  parts.memory.cases
    .all()
    .filter((facts) => !facts.some(({ step }) => step === 'closed'))
    .flatMap((facts) => caseRow(parts, facts))
    .sort((a, b) => a.test.receivedAt - b.test.receivedAt);

const caseRow = (parts: DeskParts, facts: CaseFacts): readonly CaseRow[] => {
  const state = stateOfCase(parts, facts);
  const test = parts.memory.tests.get(state.opened.test);
  const sample = parts.memory.sample(state.opened.sample ?? '');
  if (test === undefined || sample === undefined) return [];
  const { id, repeats, repeatsDue, due } = state;
  const missing = missingToClose(state, nowOf(parts));
  return [
    { id, test, sample, steps: facts, repeats: repeats.length, repeatsDue, ...(due === undefined ? {} : { due }), missing },
  ];
};

/** The public board, the newest first. */
export const boardOf = (parts: DeskParts): readonly BoardRow[] => {
  const now = nowOf(parts);
  const cases = lastCases(parts);
  return samplesOf(parts)
    .flatMap(({ sample, tests }) => mattersOf(sample, tests, cases))
    .flatMap((matter) => boardRow(matter, parts.needs.rules, now) ?? [])
    .sort((a, b) => b.at - a.at);
};

const placeOfCase = (sample: string | undefined, item: string | undefined): string => JSON.stringify([sample, item]);

const lastCases = (parts: DeskParts): ReadonlyMap<string, CaseState> =>
  new Map(
    parts.memory.cases
      .all()
      .filter(([{ test, sample }]) => (parts.memory.tests.get(test)?.sample ?? sample) === sample) // else its positive is of another sample by now
      .map((facts) => [placeOfCase(facts[0].sample, facts[0].item), stateOfCase(parts, facts)]),
  );

const mattersOf = (sample: SampleFact, tests: readonly TestFact[], cases: ReadonlyMap<string, CaseState>) =>
  [...new Set(tests.map(itemOf))].map((item) => {
    const positive = cases.get(placeOfCase(sample.id, item));
    return {
      sample,
      item,
      tests: tests.filter((test) => itemOf(test) === item),
      ...(positive === undefined ? {} : { positive }),
    };
  });

/** What an upload needs of a test: the test, its sample, the first one that it repeats, and how far its case has come. */
export const stationTestOf = ({ memory }: DeskParts, id: string): StationTest | undefined => {
  const test = memory.tests.get(id);
  if (test === undefined) return undefined;
  const sample = memory.sample(test.sample ?? '');
  const operator = memory.sheets.get(sheetId(test.analyzer, test.run ?? ''))?.fact.by;
  const step = memory.cases
    .all()
    .filter((facts) => facts.some((fact) => fact.test === id || fact.repeat === id))
    .at(-1)
    ?.at(-1)?.step;
  return {
    test,
    ...(sample === undefined ? {} : { sample }),
    ...(operator === undefined ? {} : { operator }),
    ...(test.repeatOf === undefined ? {} : { first: test.repeatOf }),
    ...(step === undefined ? {} : { step }),
  };
};
