import type { Site } from '../config/site.ts';
import type { IntakeNeeds } from '../intake/intake.ts';
import type { LiveView } from './live-view.ts';
import type { Telling, TellingNeeds } from './open-notify.ts';
import type { Supervision } from './supervision.ts';

/** Telling people, where a site says whom: a box that tells nobody doesn't carry it in memory. Throws as `openTelling` does. */
export const tellingOf = async (site: Site, needs: TellingNeeds): Promise<Telling | undefined> =>
  site.notify === undefined ? undefined : (await import('./open-notify.ts')).openTelling(site, site.notify, needs);

/** Shows what became durable, and tells people of it. */
export const announcing =
  (
    view: Pick<LiveView, 'show'>,
    telling: Pick<Telling, 'take'> | undefined,
    supervision: Pick<Supervision, 'numbered'>,
  ): IntakeNeeds['announce'] =>
  (announced) => {
    const { facts, first } = announced;
    if (first > 0) supervision.numbered(facts, first);
    view.show(announced);
    telling?.take(facts);
  };
