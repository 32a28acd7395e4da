import { csvLine } from './record-rows.ts';
import type { ReportData, RetainedRecord } from './report-data.ts';

const COLUMNS = [
  'id', 'meal', 'dish', 'grams', 'short', 'takenAt', 'by', 'enteredLate', 'cabinet', 'until', 'disposedAt', 'disposedBy',
  'early', 'words',
] as const; // biome-ignore format: a table to read

/** The first line of each such table. */
export const RETAINED_CSV_HEAD: string = COLUMNS.join(',');

/** All retained samples of a report as a table for spreadsheets; people are references. */
export const retainedCsv = ({ retention }: ReportData): readonly string[] => [
  RETAINED_CSV_HEAD,
  ...(retention?.samples ?? []).map((sample) => csvLine(COLUMNS, rowOf(sample))),
];

const rowOf = (sample: RetainedRecord) => ({
  ...sample,
  takenAt: isoOf(sample.takenAt),
  enteredLate: isoOf(sample.enteredLate),
  until: isoOf(sample.until),
  disposedAt: isoOf(sample.disposedAt),
});

const isoOf = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
