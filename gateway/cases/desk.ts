import type { Fact } from '../domain/fact.ts';
import { localDate } from '../domain/local-time.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Kept, Transfer } from '../domain/sent-result.ts';
import type { CaseFact, RunSheetFact, SampleFact, TestFact } from '../domain/station-fact.ts';
import { assignTest } from './assign-test.ts';
import { createDeskMemory } from './desk-memory.ts';
import type { DeskNeeds } from './desk-needs.ts';
import { commitTurn, type DeskParts } from './desk-parts.ts';
import type {
  BoardRow,
  CaseRow,
  DeskCounts,
  QuarantineRow,
  ReadAgain,
  SampleRow,
  StationTest,
  StoppingSheetRow,
  UndecidedRow,
} from './desk-rows.ts';
import { boardOf, casesOf, quarantineOf, samplesOf, stationTestOf, stoppingSheetsOf } from './desk-views.ts';
import { createDurable } from './durable.ts';
import { forgetPerson } from './forget-person.ts';
import { endRunSheet, makeRunSheet } from './make-run-sheet.ts';
import { referToOne } from './people.ts';
import { readRawAgain } from './read-again.ts';
import { refusal } from './refusal.ts';
import { registerSample } from './register-sample.ts';
import { registerSamples } from './register-samples.ts';
import { setAside } from './set-aside.ts';
import type { OpenJournal } from './shelf.ts';
import { takeStep } from './take-step.ts';
import { takeTransfer } from './take-transfer.ts';
import { typeResult } from './type-result.ts';
import { undecidedOf } from './undecided.ts';
import { understoodHere } from './understood-here.ts';
import { untoldOf } from './untold.ts';

/**
 * The station's desk: joins results with samples and run sheets, has them judged, keeps them, and carries a positive
 * through. Whatever comes from outside is checked whole: EdgeError `request-refused` tells all faults at once. Nothing
 * is answered before it is durable; what can't be kept rejects, with `journal-full` or whatever the journal said.
 */
export interface Desk {
  /** Keeps one transfer of an analyzer; may be acknowledged once it resolves. */
  keep(transfer: Transfer): Promise<Kept>;
  /** Keeps what no fact tells of yet among bytes that have outlived the run before; gives how many transfers that were. */
  keepUntold(raws: readonly RawRecord[]): Promise<number>;
  /** Registers a sample, or corrects the one that `corrects` names. */
  register(sample: unknown): Promise<SampleFact>;
  /** Registers a list of samples: all of them, or none. */
  registerAll(samples: unknown): Promise<readonly SampleFact[]>;
  /** Makes a run sheet, before the run. */
  runSheet(sheet: unknown): Promise<RunSheetFact>;
  /** Ends a run sheet whose wells were not all measured, so that the next one's turn comes; gives how many results it had stopped. */
  endSheet(act: unknown): Promise<number>;
  /** Takes in a result that a person read: a strip, a colour. */
  typed(result: unknown): Promise<TestFact>;
  /** Takes a test out of quarantine: says which sample it is of. */
  assign(act: unknown): Promise<TestFact>;
  /** Ends the wait of tests that nobody will ever assign, or repeat; gives how many. */
  setAside(act: unknown): Promise<number>;
  /** Erases who is behind a reference; the record keeps the reference alone. */
  forget(act: unknown): Promise<void>;
  /** Reads the kept bytes of an analyzer again, by its profile as it is now. */
  readAgain(act: unknown): Promise<ReadAgain>;
  /** Takes a case one step on. */
  step(act: unknown): Promise<CaseFact>;
  /** Run sheets that stop others, because wells of them have no result: to be ended by a person. */
  stoppingSheets(): readonly StoppingSheetRow[];
  board(): readonly BoardRow[];
  quarantine(): readonly QuarantineRow[];
  /** Samples whose last result decides nothing: to be tested again, or to be understood. */
  undecided(): readonly UndecidedRow[];
  openCases(): readonly CaseRow[];
  samples(): readonly SampleRow[];
  counts(): DeskCounts;
  detailsForUpload(test: string): StationTest | undefined;
  /** States that changed since they were last asked for: one transaction with the facts of the same turn. */
  takeStates(): readonly SavedState[];
  /** Saved states that could not be read, for the log. */
  readonly ignored: readonly SavedState[];
  /** The number up to which the desk knows which facts are its own. */
  readonly numbered: number;
  /** Learns the numbers of facts that were durable before the gateway could note them; `first` is the number of the first. */
  recall(facts: readonly Fact[], first: number): void;
  /** A new journal has taken the place of the old: its numbers are others. */
  succeeded(journal: string): void;
}

/** Opens the desk where the last run's saved states left off. */
export const createDesk = (needs: DeskNeeds): Desk => {
  const journal: OpenJournal = { id: needs.journal };
  const memory = createDeskMemory(needs.saved, journal);
  const durable = createDurable(needs);
  const parts: DeskParts = { needs, memory, durable };
  const counts = { transfers: 0, tests: 0, duplicates: 0, quarantined: 0, unreadable: 0 };
  const takeStates = createDailyForgetting(parts);
  const keep: Desk['keep'] = async (transfer) => {
    const kept = await keepTransfer(parts, transfer);
    counts.transfers += 1;
    counts.tests += kept.tests;
    counts.duplicates += kept.duplicates;
    counts.quarantined += kept.quarantined;
    if (transfer.understood.results.length === 0 && transfer.understood.troubles.length > 0) counts.unreadable += 1;
    return kept;
  };
  return {
    keep,
    keepUntold: async (raws) => {
      const transfers = untoldOf(parts, raws);
      for (const transfer of transfers) await keep(transfer);
      return transfers.length;
    },
    register: (sample) => registerSample(parts, sample),
    registerAll: (samples) => registerSamples(parts, samples),
    runSheet: (sheet) => makeRunSheet(parts, sheet),
    endSheet: (act) => endRunSheet(parts, act),
    typed: (result) => typeResult(parts, result),
    assign: (act) => assignTest(parts, act),
    setAside: (act) => setAside(parts, act),
    forget: (act) => forgetPerson({ ...needs, refer: (by) => referToOne(parts, by) }, act),
    readAgain: (act) => readRawAgain(parts, act),
    step: (act) => takeStep(parts, act),
    stoppingSheets: () => stoppingSheetsOf(parts),
    board: () => boardOf(parts),
    quarantine: () => quarantineOf(parts),
    undecided: () => undecidedOf(parts),
    openCases: () => casesOf(parts),
    samples: () => samplesOf(parts),
    counts: () => ({ ...counts }),
    detailsForUpload: (test) => stationTestOf(parts, test),
    takeStates,
    ignored: memory.ignored,
    get numbered() {
      return memory.numbered;
    },
    recall: (facts, first) => recall(parts, facts, first),
    succeeded: (id) => {
      journal.id = id;
    },
  };
};

const keepTransfer = async (parts: DeskParts, transfer: Transfer): Promise<Kept> => {
  const { needs, durable } = parts;
  const { analyzer, receivedAt, raw } = transfer;
  refuseFlood(parts, transfer);
  const hash = needs.sha256(raw);
  await needs.keepRaw({ hash, analyzer, receivedAt, bytes: raw });
  const here = await understoodHere(parts, transfer);
  // What is already on its way may be corrected by this transfer: its number must be known.
  const corrects = transfer.understood.results.length === 0 || parts.memory.sheets.all().some(({ fact }) => fact.on === analyzer);
  if (corrects) await durable.quiet();
  const { facts, kept } = takeTransfer(parts, here, hash);
  if (facts.length > 0) await commitTurn(parts, facts);
  else if (kept.quarantined > 0) await durable.save();
  else await durable.confirm();
  return kept;
};

/**
 * More than this in quarantine is no morning that somebody forgot: a meter's memory of ten years, or somebody on the network who
 * makes results up. It is not kept, and not acknowledged, until a person has set aside what waits. Memory is bounded.
 */
const MOST_QUARANTINED = 20_000;

const refuseFlood = ({ memory, needs }: DeskParts, { understood: { results } }: Transfer): void => {
  if (memory.tests.quarantined() + results.length <= MOST_QUARANTINED) return;
  if (results.every(({ sampleId }) => memory.sample(sampleId) !== undefined)) return;
  throw refusal(needs.language, 'station.quarantine.full', { n: MOST_QUARANTINED });
};

/** The number of a fact that was durable before the gateway could note it: of those that memory holds word for word. */
const recall = ({ memory }: DeskParts, facts: readonly Fact[], first: number): void => {
  for (const [place, fact] of facts.entries()) memory.recall(fact, first + place);
};

/** Gives the changed states; once a day what is closed and old leaves with them. */
const createDailyForgetting = ({ memory, needs }: DeskParts): Desk['takeStates'] => {
  let forgotten = '';
  return () => {
    const now = needs.clock.now();
    const today = localDate(now, needs.timezone);
    if (today !== forgotten) memory.forget(now);
    forgotten = today;
    return memory.takeStates();
  };
};
