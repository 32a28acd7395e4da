import { z } from 'zod';
import type { Fact } from '../domain/fact.ts';
import { localDate } from '../domain/local-time.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import type { SentResult, Transfer, Understood } from '../domain/sent-result.ts';
import type { TestFact } from '../domain/station-fact.ts';
import { analyzerOf, commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import type { ReadAgain } from './desk-rows.ts';
import { deviceTime } from './device-clock.ts';
import { identitiesOf } from './duplicate-key.ts';
import { lineOfText, moment, person } from './form-fields.ts';
import { type Place, placeOf } from './join.ts';
import { judgedTest } from './judged-test.ts';
import { referTo } from './people.ts';
import { readForm, refusal } from './refusal.ts';
import { controlOfTest, corrected } from './rejudge.ts';
import { joiningOf, placedInSheet, takeTransfer } from './take-transfer.ts';
import { isImplausible, testOfResult } from './test-of-result.ts';
import { understoodHere } from './understood-here.ts';

const againForm = z.strictObject({ analyzer: lineOfText, by: person, since: moment.optional() });

/**
 * Reads an analyzer's kept bytes again, by its profile as it is now. A result that reads otherwise is a new fact of the same
 * test; the old one stays in the record. What a person assigned or typed stays assigned. @throws EdgeError `request-refused`.
 */
export const readRawAgain = async (parts: DeskParts, entered: unknown): Promise<ReadAgain> => {
  const { needs, memory, durable } = parts;
  const { analyzer, by, since = 0 } = readForm(againForm, entered, needs.language);
  if (!needs.analyzers.some(({ id }) => id === analyzer)) {
    throw refusal(needs.language, 'station.analyzer.unknown', { id: analyzer });
  }
  await referTo(parts, [by]);
  const total = { read: 0, changed: 0, added: 0, gone: 0 };
  const tests = memory.tests.all().filter((test) => test.analyzer === analyzer && test.receivedAt >= since);
  for (const hash of new Set(tests.flatMap(rawsOf))) {
    const raw = await needs.rawOf(hash);
    if (raw === undefined) {
      total.gone += 1;
      continue;
    }
    const transfer = await understoodHere(parts, transferOf(parts, raw));
    await durable.quiet();
    const { facts, changed, added } = readOne(parts, transfer, hash);
    if (facts.length > 0) await commitTurn(parts, facts);
    total.read += 1;
    total.changed += changed;
    total.added += added;
  }
  return total;
};

/** The raw bytes behind a test: more than one where it stands for a storm of unreadable transfers. */
const rawsOf = ({ raw, details }: TestFact): readonly string[] => [
  ...(raw === undefined ? [] : [raw]),
  ...(details?.['raws']?.split(' ') ?? []),
];

interface ReadOne {
  readonly facts: readonly Fact[];
  readonly changed: number;
  readonly added: number;
}

const testsFrom = ({ memory }: DeskParts, hash: string, analyzer: string): readonly TestFact[] =>
  memory.tests.all().filter((test) => test.raw === hash && test.analyzer === analyzer);

/** The bytes as a transfer once more, by the profile as it is now. */
const transferOf = (parts: DeskParts, { hash, analyzer, receivedAt, bytes }: RawRecord): Transfer => {
  const [before] = testsFrom(parts, hash, analyzer);
  return {
    analyzer, origin: before?.origin ?? 'instrument', raw: bytes, understood: parts.needs.understand(analyzer, bytes), receivedAt,
    ...(before?.imported === true ? { imported: true } : {}),
  }; // biome-ignore format: a list to read
};

const readOne = (parts: DeskParts, transfer: Transfer, hash: string): ReadOne => {
  const { understood } = transfer;
  const before = testsFrom(parts, hash, transfer.analyzer);
  const paired = pairedResults(understood, before);
  learnKeys(parts, transfer, paired);
  const facts = [...paired].flatMap(([sent, test]) => correctedBy(parts, transfer, hash, sent, test));
  const changed = facts.filter(({ kind }) => kind === 'test').length;
  const results = understood.results.filter((sent) => !paired.has(sent));
  const more = takeTransfer(parts, { ...transfer, understood: { results, troubles: [] } }, hash, 'again');
  return { facts: [...facts, ...more.facts], changed, added: more.kept.tests };
};

/** Each result with the test that it was before: the same record, channel and time; an unreadable test becomes the first that is left. */
const pairedResults = ({ results }: Understood, before: readonly TestFact[]): ReadonlyMap<SentResult, TestFact> => {
  const free = new Set(before);
  const claim = (fits: (test: TestFact) => boolean): TestFact | undefined => {
    const test = [...free].find(fits);
    if (test !== undefined) free.delete(test);
    return test;
  };
  const pairs = new Map<SentResult, TestFact>();
  const pair = (fits: (sent: SentResult, test: TestFact) => boolean): void => {
    for (const sent of results.filter((result) => !pairs.has(result))) {
      const test = claim((old) => fits(sent, old));
      if (test !== undefined) pairs.set(sent, test);
    }
  };
  pair((sent, old) => isSameRecord(sent, old) && old.code === sent.code);
  pair(isSameRecord);
  pair((_, old) => old.quarantine === 'unreadable');
  return pairs;
};

const isSameRecord = ({ record, channel, measuredAt }: SentResult, test: TestFact): boolean =>
  test.quarantine !== 'unreadable' && test.record === record && test.channel === channel && test.measuredText === measuredAt;

/** What was read anew is known from here on by what it reads as now, too. */
const learnKeys = (
  parts: DeskParts,
  { analyzer, receivedAt, understood }: Transfer,
  paired: ReadonlyMap<SentResult, unknown>,
) => {
  const { needs, memory } = parts;
  const identities = identitiesOf(analyzerOf(parts, analyzer), understood.results, localDate(receivedAt, needs.timezone));
  for (const [place, sent] of understood.results.entries()) {
    const text = paired.has(sent) ? identities[place]?.text : undefined;
    if (text !== undefined) memory.keys.add(analyzer, needs.sha256(new TextEncoder().encode(text)));
  }
};

const correctedBy = (parts: DeskParts, transfer: Transfer, hash: string, sent: SentResult, test: TestFact): readonly Fact[] => {
  const { needs } = parts;
  const time = deviceTime(sent.measuredAt, transfer.receivedAt, needs.timezone, undefined);
  const place = isImplausible(sent, transfer.understood)
    ? ({ role: sent.role ?? test.role, quarantine: 'implausible' } as const)
    : placeAgain(parts, transfer, sent, test, time.joinAt);
  const first = place.sample && parts.memory.tests.firstOf(place.sample.id, sent.item ?? place.sheet?.fact.item ?? sent.code)?.id;
  const unjudged = testOfResult(sent, {
    id: test.id, at: nowOf(parts), transfer, profile: analyzerOf(parts, transfer.analyzer).profile, hash, place, time,
    clockAhead: test.clockAhead,
    repeatOf: test.repeatOf ?? (first === test.id ? undefined : first),
    possibleRepeat: test.possibleRepeat === true,
  }); // biome-ignore format: a list to read
  const by = test.assignedBy === undefined || place.sample === undefined ? {} : { assignedBy: test.assignedBy };
  const control = place.role === 'sample' ? controlOfTest(parts, test) : undefined;
  return corrected(parts, judgedTest({ ...unjudged, ...by }, place.sample, control, needs.judge));
};

/** What was joined, or assigned by a person, stays where it is, unless the instrument is now read to name another sample. */
const placeAgain = (
  parts: DeskParts,
  { analyzer }: Transfer,
  sent: SentResult,
  test: TestFact,
  at: number | undefined,
): Place => {
  const { memory } = parts;
  const sheets = memory.sheets.all().filter(({ fact }) => fact.on === analyzer);
  const sheet = sheets.find(({ filled }) => filled.some((well) => well.test === test.id));
  const sample = memory.sample(test.sample ?? '');
  const stays = test.quarantine === undefined && (test.assignedBy !== undefined || sent.sampleId === test.sampleId);
  if (stays) return { role: test.role, ...(sample === undefined ? {} : { sample }), ...(sheet === undefined ? {} : { sheet }) };
  return placedInSheet(parts, placeOf(sent, joiningOf(parts, analyzer, at)), sent.code, test.id, at);
};
