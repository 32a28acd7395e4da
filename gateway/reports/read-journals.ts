import type { ReportedBlocks, ReportedRecord } from './report-sources.ts';

/** A record, as far as blocks are read from it: what it holds itself, and the journals that it goes on from. */
export type ReadRecord = ReportedBlocks & Pick<ReportedRecord, 'earlier'>;

/** The journals of a record that can be read here, oldest first: those that were set aside, and the one that goes on. */
export const journalsOf = (record: ReadRecord): readonly ReportedBlocks[] => [
  ...record.earlier.flatMap(({ blocks }) => blocks ?? []),
  record,
];
