import type { UtcMillis } from '../domain/clock.ts';
import type { CaseFact, CaseStep, PersonRef, QuarantineReason, SampleFact, TestFact } from '../domain/station-fact.ts';

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
  /** The run whose sheet must be ended first: it stops this one. */
  readonly stoppedBy?: string;
}

/** A run sheet whose run is over, and that still has wells without a result: it stops what comes after it. */
export interface StoppingSheetRow {
  readonly analyzer: string;
  readonly run: string;
  readonly startedAt: UtcMillis;
  /** Its wells of goods without a result. */
  readonly channels: readonly number[];
  /** Sheets of the same analyzer whose turn doesn't come meanwhile. */
  readonly waiting: number;
}

/** A sample whose last result of an item decides nothing: suspect, invalid, out of the method's range, not judged. */
export interface UndecidedRow {
  readonly test: TestFact;
  readonly sample: SampleFact;
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
  /** Who made the run sheet. */
  readonly operator?: PersonRef;
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
