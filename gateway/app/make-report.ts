import { join } from 'node:path';
import type { Site } from '../config/site.ts';
import type { Lane } from '../domain/lane.ts';
import { sha256 } from '../evidence/sha256.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { canonicalJson } from '../reports/canonical-json.ts';
import { type CollectedReport, collectReport } from '../reports/collect-report.ts';
import { type Draft, draftOf } from '../reports/draft.ts';
import type { ReportPeriod } from '../reports/report-period.ts';
import { type Signing, signingOf } from '../reports/signing.ts';
import { openEarlierJournals } from './earlier-journals.ts';
import { reportedRecord } from './reported-record.ts';
import { siteChecklist } from './site-checklist.ts';

/** A report, made from the record alone. */
export interface MadeReport extends CollectedReport {
  /** SHA-256 of the data as canonical JSON: what a signature is given to. */
  readonly hash: string;
  readonly signing: Signing;
  /** The check that a person signs; absent where no checklist is for this kind of site. */
  readonly draft: Draft | undefined;
}

/**
 * Makes a report of a box's record, also while its gateway runs: the file is opened to read only, in short looks. It may take
 * seconds: never to be called in the gateway's own process.
 * @throws EdgeError `file-unreadable`, `journal-damaged`, `journal-newer`, `record-broken`.
 */
export const makeReport = (site: Site, period: ReportPeriod, upTo?: Readonly<Record<Lane, number>>): MadeReport => {
  const file = new RecordFile(join(site.dataFolder, JOURNAL_FILE));
  const earlier = openEarlierJournals(site.dataFolder, site.gateway.id, file);
  try {
    const record = reportedRecord(file, earlier.journals, upTo);
    const report = collectReport(period, record, { site: named(site), calendar: site.calendar });
    const { data, reports, recordFrom } = report;
    const signing = signingOf({ ...data, recordFrom }, reports);
    return { ...report, hash: sha256(canonicalJson(data)), signing, draft: draftIn(site, data, signing) };
  } finally {
    earlier.close();
    file.close();
  }
};

const draftIn = (site: Site, data: CollectedReport['data'], signing: Signing): Draft | undefined => {
  const checklist = siteChecklist(site);
  return checklist && draftOf(checklist, data, signing, site.gateway.language);
};

const named = ({ gateway: { id, name, site = {} } }: Site): CollectedReport['data']['site'] => ({
  gateway: id,
  name,
  ...(site.creditCode === undefined ? {} : { creditCode: site.creditCode }),
  ...(site.licence === undefined ? {} : { licence: site.licence }),
});
