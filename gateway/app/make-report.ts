import { join } from 'node:path';
import { mealsExpectedSince } from '../cases/kitchen/kitchen-memory.ts';
import { mealsServed } from '../cases/kitchen/missing-meals.ts';
import { shippedRetentionRules } from '../cases/kitchen/retention-rules.ts';
import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { say } from '../domain/messages/catalogue.ts';
import { sha256 } from '../evidence/sha256.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { canonicalJson } from '../reports/canonical-json.ts';
import { type CollectedReport, collectReport } from '../reports/collect-report.ts';
import { type Draft, draftOf } from '../reports/draft.ts';
import type { ReportPeriod } from '../reports/report-period.ts';
import type { MealsOf } from '../reports/report-sources.ts';
import { type Signing, signingOf } from '../reports/signing.ts';
import { openEarlierJournals } from './earlier-journals.ts';
import { mustBeOf } from './own-record.ts';
import { endsAtDifferentTimes } from './record-cut.ts';
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

/** Until when a report speaks: of all that was sealed by now; or of what the record held at one of its heads, as a page names it. */
export interface ReportEnd {
  readonly now: UtcMillis;
  readonly upTo?: Readonly<Record<Lane, number>> | undefined;
  /** `through` of the report that is to be made again; without, an end of the record is judged by `now`. */
  readonly through?: UtcMillis | undefined;
}

/**
 * Makes a report of a box's record, also while its gateway runs: the file is opened to read only, in short looks. It may take
 * seconds: never to be called in the gateway's own process.
 * @throws EdgeError `file-unreadable`, `journal-damaged`, `journal-newer`, `record-broken`, `record-foreign`; `usage` for an end at which no record stood.
 */
export const makeReport = (site: Site, period: ReportPeriod, { now, upTo, through }: ReportEnd): MadeReport => {
  const file = new RecordFile(join(site.dataFolder, JOURNAL_FILE));
  const earlier = openEarlierJournals(site.dataFolder, site.gateway.id, file);
  try {
    mustBeOf(site.gateway.id, file);
    const record = reportedRecord(file, earlier.journals, upTo);
    if (upTo !== undefined && endsAtDifferentTimes(file, upTo))
      throw new EdgeError('usage', say(site.gateway.language, 'report.cut', { readings: upTo.readings, urgent: upTo.urgent }));
    // What came last may still lie in a block that is not sealed.
    const settled = through ?? now - site.keep.seal - site.keep.commit;
    const about = { site: named(site), calendar: site.calendar, ...retention(site, period, file) };
    const report = collectReport(period, record, about, settled);
    const { data, reports, recordFrom } = report;
    const signing = signingOf({ ...data, recordFrom }, reports);
    return { ...report, hash: sha256(canonicalJson(data)), signing, draft: draftIn(site, data, signing) };
  } finally {
    earlier.close();
    file.close();
  }
};

/** Of days whose plan the record does not have: meals that were served before the gateway first knew of one are missed by nobody. */
const retention = ({ retention: plan, calendar, gateway: { timezone } }: Site, { from, to }: ReportPeriod, file: RecordFile) => {
  const since = mealsExpectedSince(file.states()) ?? Number.POSITIVE_INFINITY;
  const dueMeals = plan && plan.meals.length > 0 ? mealsServed({ plan, timezone, calendar }, from, to) : undefined;
  return {
    dueMeals: dueMeals?.filter(({ dueAt }) => dueAt > since),
    mealsOf: mealsOfPlan,
    leastGrams: shippedRetentionRules().grams.atLeast,
  };
};

/** Those of a day, also where a sample of its last meal is due with its end. */
const mealsOfPlan: MealsOf = ({ timezone, calendar, meals }, { date, from, to }) =>
  mealsServed({ plan: { cabinets: [], meals }, timezone, calendar }, from, to).filter((meal) => meal.date === date);

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
