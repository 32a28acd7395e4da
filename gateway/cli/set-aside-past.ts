import { openEarlierJournals } from '../app/earlier-journals.ts';
import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { RecordFile } from '../journal/record-file.ts';

/**
 * Until when the box kept another journal, which was set aside: what of a past lies before that, the record that is open
 * doesn't hold. Undefined where the past that is asked for begins later, or the journal is the box's first.
 */
export const setAsideUntil = (site: Site, record: RecordFile, from: UtcMillis): UtcMillis | undefined => {
  const { journals, close } = openEarlierJournals(site.dataFolder, site.gateway.id, record);
  close();
  const until = journals.at(-1)?.until;
  return until !== undefined && until > from ? until : undefined;
};

/** The sentence for whoever may take the missing past for a quiet one; none where nothing is missing. */
export const setAsideWords = (until: UtcMillis | undefined, { language, timezone }: Site['gateway']): readonly string[] => {
  if (until === undefined) return [];
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  return [say(language, 'alarm.replay.set-aside', { at: format.format(until) })];
};
