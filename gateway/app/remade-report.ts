import { join } from 'node:path';
import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { periodOf } from '../reports/report-period.ts';
import { makeReport } from './make-report.ts';
import { laneCutBefore } from './record-cut.ts';

/** A report that somebody made of a whole period, and from what of the record. */
export type AskedReport = Pick<ReportFact, 'period' | 'date' | 'upTo'>;

/** Makes a report of a whole period again, from what the record held then; gives the SHA-256 of its data. Throws as `makeReport` does. */
export const remadeReport = (site: Site, { period: kind, date, upTo }: AskedReport): string => {
  const period = periodOf(kind, date, site.gateway.timezone);
  if (period === undefined) throw new EdgeError('usage', `no ${kind} begins on ${date}`);
  const { hash, recordFrom } = makeReport(site, period, { now: period.to, upTo, through: period.to });
  // The gateway itself looks no farther than the first block, whose time may have been of a clock that knew nothing.
  if (period.to <= recordFrom) throw new EdgeError('usage', say(site.gateway.language, 'report.sign.before-record'));
  const lane = laneCut(site, upTo, period.to);
  if (lane !== undefined)
    throw new EdgeError('usage', say(site.gateway.language, 'report.sign.cut', { lane, number: upTo[lane] }));
  return hash;
};

/** Nobody signs a page of a period of which the record holds more. */
const laneCut = ({ dataFolder }: Site, upTo: AskedReport['upTo'], end: UtcMillis): Lane | undefined => {
  const file = new RecordFile(join(dataFolder, JOURNAL_FILE));
  try {
    return laneCutBefore(file, upTo, end);
  } finally {
    file.close();
  }
};
