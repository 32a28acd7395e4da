import type { RetainedRecord } from './report-data.ts';

/** The samples as a page lists them: those with most to say against them first, then in order of time. */
export const worstRetained = (samples: readonly RetainedRecord[]): readonly RetainedRecord[] =>
  samples.toSorted((a, b) => weightOf(b) - weightOf(a) || a.takenAt - b.takenAt);

const weightOf = ({ short, early, enteredLate }: RetainedRecord): number =>
  (early ? 4 : 0) + (short ? 2 : 0) + (enteredLate === undefined ? 0 : 1);
