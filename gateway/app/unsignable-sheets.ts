import type { Site } from '../config/site.ts';
import { PERIODS, type PeriodKind } from '../reports/report-period.ts';
import { siteChecklist } from './site-checklist.ts';

/** A sheet of a site's checklist that nobody in “people” may sign, and the roles that may. */
export interface UnsignableSheet {
  readonly period: PeriodKind;
  readonly roles: readonly string[];
}

/** The sheets that will stay unsigned whatever people do: nobody has a role that they take. @throws EdgeError `rules-invalid`. */
export const unsignableSheets = (site: Site): readonly UnsignableSheet[] => {
  const checklist = siteChecklist(site);
  if (checklist === undefined) return [];
  return PERIODS.map((period) => ({ period, roles: checklist[period].signedBy })).filter(
    ({ roles }) => !site.people.some(({ role }) => role !== undefined && roles.includes(role)),
  );
};
