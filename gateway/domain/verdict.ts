import type { UtcMillis } from './clock.ts';
import type { WellRole } from './sent-result.ts';
import type { Source } from './source.ts';

/** What a rapid test came to. It screens: a positive is 阳性 (suspect goods), never 不合格食品 by itself. */
export const VERDICTS = [
  'negative', // within the limit, or not detected
  'positive', // beyond the limit, or detected: to be repeated (复测), at least twice for enzyme inhibition
  'suspect', // the method or the goods make the result doubtful: to be repeated
  'invalid', // the run or the strip failed: no control line, control out of range
  'out-of-range', // beyond what the method measures, where the limit lies beyond it too
  'not-judged', // no limit for this item and matrix, no sample yet, a text that is no value, or a control
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a verdict is what it is, where the value alone doesn't say so: a closed list. */
export const VERDICT_REASONS = [
  'no-sample', // nobody knows yet what was tested
  'no-item', // the instrument's code is mapped to no item
  'no-limit', // no limit in force for this item and matrix
  'no-value', // the text is no value
  'other-unit', // the unit has no exact conversion to the limit's
  'control', // a control, blank or quality-control well is not judged against a limit of goods
  'control-missing', // a strip without its control line
  'control-out-of-range', // the run's control was out of its range
  'interfering-goods', // goods known to disturb this method
  'beyond-method', // beyond what the method measures
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** The three kinds of limits of rapid tests. */
export type TestLimitKind =
  | 'maximum' // the value must not be above it: equal to it is negative
  | 'inhibition' // enzyme inhibition in %: at it or above is positive (GB/T 5009.199)
  | 'strip'; // the strip's own detection limit is the cut-off; read by lines or words

/** A limit as it stood when a result was judged by it, with its source: the record keeps it, because limits change. */
export interface TestLimit extends Pick<Source, 'document' | 'edition' | 'force' | 'verified'> {
  readonly kind: TestLimitKind;
  /** Which results are positive, as in `value > 0.02 mg/kg`: an operator and a decimal number; a strip's may have neither. */
  readonly positiveIf?: '>' | '>=';
  readonly value?: string;
  readonly unit?: string;
  /** The goods it is for, as the limit's data name them. */
  readonly matrix: string;
  readonly clause?: string;
}

/** A judged result. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: VerdictReason;
  readonly limit?: TestLimit;
}

/** What is known of a result when it is judged. Texts are as sent: numbers are compared as decimals, never as floats. */
export interface TestToJudge {
  readonly item?: string;
  readonly value: string;
  readonly unit: string;
  readonly role: WellRole;
  /** The goods' category and name, once the sample is known: limits hold for a matrix. */
  readonly category?: string;
  readonly goods?: string;
  /** The edition in force when the sample was taken judges it. */
  readonly takenAt?: UtcMillis;
  readonly details?: Readonly<Record<string, string>>;
  /** What the run's control well showed, where the run has one. */
  readonly control?: { readonly value: string; readonly details?: Readonly<Record<string, string>> };
}

/** Judges a result by the limits in force. Never throws: what it can't judge it says so. */
export type TestJudge = (test: TestToJudge) => Judgement;
