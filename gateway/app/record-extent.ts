import { join } from 'node:path';
import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import type { ReportedBlocks } from '../reports/report-sources.ts';
import { openEarlierJournals } from './earlier-journals.ts';
import { reportedBlocks } from './reported-record.ts';

/** How far a record reaches. */
export interface RecordExtent {
  /** Of the oldest fact that can be read here, over all of its journals; +∞ where there is none. */
  readonly from: UtcMillis;
  readonly heads: Readonly<Record<Lane, Head>>;
}

/**
 * Looks how far a box's record reaches, also while its gateway writes it: no more than the first block of each journal is read,
 * so that the gateway's own process may look. @throws EdgeError `file-unreadable`, `journal-damaged`, `journal-newer`, `record-broken`.
 */
export const recordExtent = ({ dataFolder, gateway: { id } }: Pick<Site, 'dataFolder' | 'gateway'>): RecordExtent => {
  const file = new RecordFile(join(dataFolder, JOURNAL_FILE));
  try {
    const earlier = openEarlierJournals(dataFolder, id, file);
    try {
      const began = earlier.began ?? Number.POSITIVE_INFINITY;
      return { from: Math.min(began, ...firstFacts(reportedBlocks(file))), heads: file.heads() };
    } finally {
      earlier.close();
    }
  } finally {
    file.close();
  }
};

const firstFacts = (journal: ReportedBlocks): readonly UtcMillis[] => {
  const [first] = journal.urgent();
  return first?.facts.map(({ at }) => at) ?? [];
};
