import type { Site } from '../config/site.ts';
import type { ClockTrust } from '../domain/clock.ts';
import type { JournalSettings } from '../journal/journal-settings.ts';
import { bootId } from './machine.ts';

/** The journal of a site, as its worker is told. */
export const settingsOfJournal = (site: Site, version: string, clock: ClockTrust, boot: string = bootId()): JournalSettings => ({
  folder: site.dataFolder,
  gateway: site.gateway.id,
  channels: site.channels,
  plan: { timezone: site.gateway.timezone, calendar: site.calendar, meals: site.retention?.meals ?? [] },
  keep: site.keep,
  uplinks: site.uplinks.map(({ id }) => id),
  bootId: boot,
  version,
  clock,
});
