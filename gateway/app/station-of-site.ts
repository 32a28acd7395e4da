import type { Site } from '../config/site.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Station, StationNeeds } from './open-station.ts';

/** True where a site has a rapid-test station: analyzers, its kind, or samples of the run before. */
const hasStation = ({ analyzers, gateway }: Site, saved: readonly SavedState[]): boolean =>
  analyzers.length > 0 || gateway.site?.kind === 'rapid-test-station' || saved.some(({ key }) => key.startsWith('station/'));

/** The rapid-test station of a site, where it has one: a box without one doesn't carry it in memory. Throws as `openStation` does. */
export const stationOf = async (site: Site, needs: StationNeeds): Promise<Station | undefined> =>
  hasStation(site, needs.journal.opened.states) ? (await import('./open-station.ts')).openStation(site, needs) : undefined;
