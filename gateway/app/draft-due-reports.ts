import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { dueReports } from '../reports/due-reports.ts';
import { dateOf, periodOf, type ReportPeriod } from '../reports/report-period.ts';
import { makeReport } from './make-report.ts';

/** A report that was made because it was due. */
export type MadeDraft = Pick<ReportFact, 'period' | 'date' | 'hash' | 'upTo'>;

/**
 * Makes the reports that are due at `now`, oldest first, a few at once. What was drafted before stands in the record itself.
 * @throws EdgeError as `makeReport` does.
 */
export const draftDueReports = (site: Site, now: UtcMillis): readonly MadeDraft[] => {
  const { timezone } = site.gateway;
  const today = periodOf('day', dateOf(now, timezone), timezone);
  if (today === undefined) return [];
  const { reportsAtTheLatest, ...known } = makeReport(site, today, { now });
  return dueReports({ now, timezone, ...known }, reportsAtTheLatest).flatMap(({ period: kind, date }) => {
    const period = periodOf(kind, date, timezone);
    return period === undefined ? [] : [drafted(site, period, now)];
  });
};

const drafted = (site: Site, period: ReportPeriod, now: UtcMillis): MadeDraft => {
  const { data, hash } = makeReport(site, period, { now });
  const { readings, urgent } = data.record.heads;
  return { period: data.period, date: data.date, hash, upTo: { readings: readings[0], urgent: urgent[0] } };
};
