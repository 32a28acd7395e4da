import type { JournalFact } from '../domain/fact.ts';
import { type EarlierFile, openEarlierFile } from '../journal/earlier-file.ts';
import type { EarlierJournal, ReportedBlocks } from '../reports/report-sources.ts';
import { patientBlocks } from './patient-blocks.ts';
import { type BlockFile, reportedBlocks } from './reported-record.ts';

/** Longest chain of journals that is followed: a box that was damaged more often than this needs another card first. */
const MOST_JOURNALS = 32;

/** The journals that a record goes on from, oldest first, and how to let go of their files. */
export interface EarlierJournals {
  readonly journals: readonly EarlierJournal[];
  close(): void;
}

/**
 * Follows a record back through the journals that it names, as far as their files can be read in its folder. The chain ends
 * with the first journal of all, or with one that can't be read and is named. Of one that was damaged part-way, what can be read is.
 */
export const openEarlierJournals = (folder: string, gateway: string, current: BlockFile): EarlierJournals => {
  const files: EarlierFile[] = [];
  const journals: EarlierJournal[] = [];
  let begin = beginOf(reportedBlocks(current));
  while (begin?.reason !== undefined && journals.length < MOST_JOURNALS) {
    const file = begin.succeeds === undefined ? undefined : openEarlierFile(folder, gateway, begin.succeeds);
    journals.unshift(earlierOf(begin, file));
    if (file === undefined) break;
    files.push(file);
    begin = beginOf(journals[0]?.blocks);
  }
  const close = (): void => {
    for (const file of files) file.close();
  };
  return { journals, close };
};

const earlierOf = (
  { at, succeeds, reason = 'damaged', readings, urgent }: JournalFact,
  file: EarlierFile | undefined,
): EarlierJournal => {
  const upTo = readings === undefined || urgent === undefined ? null : { readings: readings[0], urgent: urgent[0] };
  return {
    journal: succeeds ?? null,
    reason,
    until: at,
    upTo,
    blocks: file && patientBlocks(file, { until: at, upTo, isCarried: reason === 'damaged' }),
  };
};

/** The fact with which a journal begins; undefined where its first block is gone. */
const beginOf = (blocks: ReportedBlocks | undefined): JournalFact | undefined => {
  const [first] = blocks?.urgent() ?? [];
  return first?.facts.find((fact) => fact.kind === 'journal');
};
