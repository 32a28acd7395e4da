import type { UtcMillis } from './clock.ts';
import type { Known } from './known.ts';
import type { TestOrigin, WellRole } from './sent-result.ts';
import type { TestLimit, Verdict, VerdictReason } from './verdict.ts';

/** A keyed, salted reference to a person, dealer or agency: 16 hex digits. Who it is stands beside the journal, and can be erased there. */
export type PersonRef = string;

/** A paper or electronic document that came with the goods. */
export const DOCUMENT_KINDS = [
  'commitment-certificate', // 承诺达标合格证
  'quarantine-certificate', // 动物检疫合格证明
  'meat-inspection-certificate', // 肉品品质检验合格证
  'invoice',
  'other',
] as const;

export interface SampleDocument {
  readonly kind: (typeof DOCUMENT_KINDS)[number];
  readonly form: 'paper' | 'electronic' | 'none';
  readonly number?: string;
  /** SHA-256 of its photograph. */
  readonly photo?: string;
}

/** Who wanted a test: on it depends whose rules an objection follows. */
export const COMMISSIONERS = ['authority', 'market', 'agency', 'dealer'] as const;
export type Commissioner = (typeof COMMISSIONERS)[number];

/** A sample as it was registered. A correction is a fact of the same id with `of`. */
export interface SampleFact extends Known {
  readonly kind: 'sample';
  readonly id: string;
  readonly name: string;
  /** The goods' category, as the limits name matrices: `leaf-vegetable`. */
  readonly category: string;
  readonly stall?: string;
  readonly dealer?: PersonRef;
  readonly origin?: string;
  readonly lot?: string;
  /** As written: `200 kg`. */
  readonly quantity?: string;
  readonly documents: readonly SampleDocument[];
  readonly commissionedBy: Commissioner;
  readonly sampler?: PersonRef;
  readonly takenAt: UtcMillis;
}

/** One place of a run. */
export interface Well {
  /** Counted from 1. */
  readonly channel: number;
  readonly role: WellRole;
  /** The sample, for role `sample`. */
  readonly sample?: string;
}

/** What a run sheet is warned of: a closed list. The run is the operator's to decide; the record says that he knew. */
export const RUN_SHEET_WARNINGS = [
  'kit-expired', // the kit's expiry is before the day of the run
  'no-control', // no well holds the run's control
  'waits', // an earlier sheet of this analyzer isn't done: this one's turn comes after it
] as const;
export type RunSheetWarning = (typeof RUN_SHEET_WARNINGS)[number];

/** The operator's run sheet, made before the run: what lies in which channel. An act. */
export interface RunSheetFact extends Known {
  readonly kind: 'act';
  readonly by: PersonRef;
  readonly does: 'run-sheet';
  /** The analyzer. */
  readonly on: string;
  readonly run: string;
  /** The test that is run, where the instrument doesn't name one. */
  readonly item?: string;
  readonly wells: readonly Well[];
  readonly kit?: { readonly lot: string; readonly expiry: string };
  /** How the samples were prepared, where it matters to the judgement: whole leaves, for goods whose juice disturbs the enzyme. */
  readonly extraction?: 'whole-leaf';
  /** What the operator was warned of, and went on with. */
  readonly warnings?: readonly RunSheetWarning[];
}

/** Why a result belongs to no sample yet: visible until a person assigns it. A closed list. */
export const QUARANTINE_REASONS = [
  'no-id', // the instrument sent no sample id, and no run sheet names the channel
  'unknown-id', // no sample of that id is registered
  'no-run-sheet', // the channel is known, but no run sheet covers its time
  'ambiguous', // more than one run sheet or sample could be meant
  'unreadable', // the bytes could not be understood; the raw text is kept
  'implausible', // the record contradicts itself
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** One result of one test, judged, and tied to its sample or in quarantine. Assigned, corrected or read anew: the same id, with `of`. */
export interface TestFact extends Known {
  readonly kind: 'test';
  readonly id: string;
  readonly origin: TestOrigin;
  readonly analyzer: string;
  readonly profile: string;
  /** What the instrument sent, always; '' where it sent none. */
  readonly sampleId: string;
  readonly sample?: string;
  readonly quarantine?: QuarantineReason;
  readonly role: WellRole;
  readonly run?: string;
  readonly channel?: number;
  readonly code: string;
  readonly item?: string;
  readonly value: string;
  readonly unit: string;
  readonly limit?: TestLimit;
  readonly verdict: Verdict;
  readonly reason?: VerdictReason;
  /** The instrument's own words, shown beside the verdict. */
  readonly conclusion?: string;
  /** The instrument's clock, read in the site's time zone where it sent no other. */
  readonly measuredAt?: UtcMillis;
  /** The same as sent. */
  readonly measuredText?: string;
  /** How far the instrument's clock is ahead of the box's, in seconds, where both were known at one instant. */
  readonly clockAhead?: number;
  readonly receivedAt: UtcMillis;
  readonly record?: string;
  readonly flag?: string;
  readonly status?: string;
  readonly details?: Readonly<Record<string, string>>;
  /** The test that this one repeats (复测: same sample, same item, the station's own rapid method). */
  readonly repeatOf?: string;
  /** It may be the same result sent again: nothing on this link tells the two apart. */
  readonly possibleRepeat?: true;
  /** For origin `typed`: who read it, and who confirmed the reading. */
  readonly typedBy?: PersonRef;
  readonly confirmedBy?: PersonRef;
  /** Who took it out of quarantine, and said which sample it is of. */
  readonly assignedBy?: PersonRef;
  /** SHA-256 of the photograph of a strip read by eye. */
  readonly photo?: string;
  readonly imported?: true;
  readonly tolerated?: readonly string[];
  /** SHA-256 of the raw bytes, kept beside the journal. */
  readonly raw?: string;
}

/** The steps of a positive's case: a closed list. 复测 (repeat) is a test of its own; 复检 is the laboratory's, never a rapid method. */
export const CASE_STEPS = [
  'opened', // a positive opens it by itself
  'repeated', // a repeat (复测) came in
  'served', // the result was handed to the tested party: starts the time for an objection
  'objected',
  'no-objection', // said, or the time has run out
  'laboratory', // sent to a laboratory for re-inspection (复检)
  'laboratory-result',
  'held', // the goods are held, off sale
  'released',
  'disposed',
  'closed',
] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

/** One step of a positive's case, with person and time. */
export interface CaseFact extends Known {
  readonly kind: 'case';
  readonly id: string;
  readonly step: CaseStep;
  /** The first positive test. */
  readonly test: string;
  readonly sample?: string;
  readonly item?: string;
  readonly by?: PersonRef;
  /** When it was done, as the person says; `at` is when the box knew. */
  readonly doneAt?: UtcMillis;
  /** Until when the next step is due. */
  readonly due?: UtcMillis;
  /** The repeat, for `repeated`. */
  readonly repeat?: string;
  readonly verdict?: Verdict;
  /** To whom it was served, who objected. */
  readonly party?: PersonRef;
  /** The laboratory, for `laboratory`. */
  readonly laboratory?: string;
  /** Decimal, kg. */
  readonly kilograms?: string;
  readonly how?: string;
  readonly photo?: string;
  readonly words?: string;
}
