import { fileURLToPath } from 'node:url';
import type { Language } from '../../domain/messages/message.ts';
import { readData } from '../read-data.ts';
import { type AlarmHandling, alarmHandlingSchema } from './alarm-handling.ts';
import { ownActionsSchema, withOwnActions } from './own-actions.ts';

/** What comes with Larder; beside this folder both in the sources and once compiled. */
const SHIPPED_HANDLING: string = fileURLToPath(new URL('../data/alarm-handling.yaml', import.meta.url));

const GUIDE = 'docs/alarms.md';

/** Reads what to do about alarms. @throws EdgeError `rules-invalid` with all faults. */
export const loadAlarmHandling = (file = SHIPPED_HANDLING, language: Language = 'en'): Promise<AlarmHandling> =>
  readData(file, { schema: alarmHandlingSchema, guide: GUIDE }, language);

/** The same, with the corrective actions of a site's own file where it has one. @throws EdgeError `rules-invalid` with all faults. */
export const loadSiteHandling = async (ownActions: string | undefined, language: Language): Promise<AlarmHandling> => {
  const shipped = await loadAlarmHandling(SHIPPED_HANDLING, language);
  if (ownActions === undefined) return shipped;
  const own = await readData(ownActions, { schema: ownActionsSchema(shipped.actions), guide: GUIDE }, language);
  return withOwnActions(shipped, own);
};
