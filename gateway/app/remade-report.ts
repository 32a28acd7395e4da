import type { Site } from '../config/site.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { periodOf } from '../reports/report-period.ts';
import { makeReport } from './make-report.ts';

/** A report that somebody made of a whole period, and from what of the record. */
export type AskedReport = Pick<ReportFact, 'period' | 'date' | 'upTo'>;

/** Makes a report of a whole period again, from what the record held then; gives the SHA-256 of its data. Throws as `makeReport` does. */
export const remadeReport = (site: Site, { period: kind, date, upTo }: AskedReport): string => {
  const period = periodOf(kind, date, site.gateway.timezone);
  if (period === undefined) throw new EdgeError('usage', `no ${kind} begins on ${date}`);
  const { hash, recordFrom } = makeReport(site, period, { now: period.to, upTo, through: period.to });
  // The gateway itself looks no farther than the first block, whose time may have been of a clock that knew nothing.
  if (period.to <= recordFrom) throw new EdgeError('usage', say(site.gateway.language, 'report.sign.before-record'));
  return hash;
};
