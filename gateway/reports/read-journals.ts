import type { ReportedBlocks, ReportedRecord } from './report-sources.ts';

/** The journals of a record that can be read here, oldest first: those that were set aside, and the one that goes on. */
export const journalsOf = (record: ReportedBlocks & Pick<ReportedRecord, 'earlier'>): readonly ReportedBlocks[] => [
  ...record.earlier.flatMap(({ blocks }) => blocks ?? []),
  record,
];
