import type { Site } from '../config/site.ts';
import { type Checklist, checklistOf } from '../reports/checklist.ts';
import { loadChecklists, readChecklist } from '../reports/load-checklists.ts';

/**
 * What a site checks each day, week and month: its own list where it names one, else the shipped one for its kind; undefined
 * where there is neither. Only what is shipped can say that it was compared with its text. @throws EdgeError `rules-invalid`.
 */
export const siteChecklist = ({ checklistFile, gateway: { site, language } }: Site): Checklist | undefined => {
  if (checklistFile === undefined) return checklistOf(loadChecklists(), site ?? {});
  const own = readChecklist(checklistFile, language);
  return { ...own, source: { ...own.source, verified: false } };
};
