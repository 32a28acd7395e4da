import type { UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Kept, Transfer } from '../domain/sent-result.ts';
import type {
  CaseFact, CaseStep, QuarantineReason, RunSheetFact, SampleFact, TestFact,
} from '../domain/station-fact.ts'; // biome-ignore format: a list to read

/** A sample, and how far it has come. */
export interface SampleRow {
  readonly sample: SampleFact;
  readonly tests: readonly TestFact[];
}

/** What waits for a person: one test, or a run of unreadable transfers of one kind. */
export interface QuarantineRow {
  readonly test: TestFact;
  readonly why: QuarantineReason;
  /** Transfers behind it: more than one where unreadable ones came in a storm. */
  readonly transfers: number;
}

/** A positive's case as it stands. */
export interface CaseRow {
  readonly id: string;
  readonly test: TestFact;
  readonly sample: SampleFact;
  readonly steps: readonly CaseFact[];
  /** Valid repeats so far, and how many are due. */
  readonly repeats: number;
  readonly repeatsDue: number;
  /** When the time for an objection ends. */
  readonly due?: UtcMillis;
  /** What is due before it can be closed without a word why not. */
  readonly missing: readonly CaseStep[];
}

/** One row of the public board: no person, no number of anybody. Every outcome is one of a rapid test (快检). */
export interface BoardRow {
  readonly sample: string;
  readonly stall?: string;
  readonly product: string;
  readonly item: string;
  readonly outcome: 'negative' | 'positive';
  readonly method: 'rapid-test';
  readonly at: UtcMillis;
  /** Whether a person has compared the limit behind it with its source. */
  readonly verified: boolean;
}

/** What an upload to a platform needs of a test. */
export interface StationTest {
  readonly test: TestFact;
  readonly sample?: SampleFact;
  /** The id of the test that it repeats. */
  readonly first?: string;
  /** The last step of its case, where it has one. */
  readonly step?: CaseStep;
}

/** What reading kept bytes again came to. */
export interface ReadAgain {
  /** Transfers that were read. */
  readonly read: number;
  /** Results that changed: a new fact each. */
  readonly changed: number;
  /** Results that were not seen before. */
  readonly added: number;
  /** Raw bytes that are gone. */
  readonly gone: number;
}

/** What the desk counts since its start. */
export interface DeskCounts {
  readonly transfers: number;
  readonly tests: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly unreadable: number;
}

/**
 * The station's desk: joins results with samples and run sheets, has them judged, keeps them, and carries a positive
 * through. Whatever comes from outside is checked whole: EdgeError `request-refused` tells all faults at once. Nothing
 * is answered before it is durable; what can't be kept rejects, with `journal-full` or whatever the journal said.
 */
export interface Desk {
  /** Keeps one transfer of an analyzer; may be acknowledged once it resolves. */
  keep(transfer: Transfer): Promise<Kept>;
  /** Registers a sample, or corrects the one that `corrects` names. */
  register(sample: unknown): Promise<SampleFact>;
  /** Makes a run sheet, before the run. */
  runSheet(sheet: unknown): Promise<RunSheetFact>;
  /** Ends a run sheet whose wells were not all measured, so that the next one's turn comes. */
  endSheet(act: unknown): Promise<void>;
  /** Takes in a result that a person read: a strip, a colour. */
  typed(result: unknown): Promise<TestFact>;
  /** Takes a test out of quarantine: says which sample it is of. */
  assign(act: unknown): Promise<TestFact>;
  /** Reads the kept bytes of an analyzer again, by its profile as it is now. */
  readAgain(act: unknown): Promise<ReadAgain>;
  /** Takes a case one step on. */
  step(act: unknown): Promise<CaseFact>;
  board(): readonly BoardRow[];
  quarantine(): readonly QuarantineRow[];
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
