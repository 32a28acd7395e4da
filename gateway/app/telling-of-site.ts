import type { Site } from '../config/site.ts';
import type { Fact } from '../domain/fact.ts';
import type { IntakeNeeds } from '../intake/intake.ts';
import type { LiveView } from './live-view.ts';
import type { NamedLine } from './open-lines.ts';
import type { Telling, TellingNeeds } from './open-notify.ts';
import type { Station } from './open-station.ts';
import type { Supervision } from './supervision.ts';
import type { UnsignedDrafts } from './unsigned-drafts.ts';

/** The parts whose news people are told. */
interface ToldParts {
  readonly supervision: Pick<Supervision, 'desk' | 'todo' | 'open'>;
  readonly view: Pick<LiveView, 'states' | 'channels'>;
  readonly station: Pick<Station, 'desk'> | undefined;
  readonly drafts: Pick<UnsignedDrafts, 'all'>;
  /** The lines, once they are there. */
  lines(): readonly NamedLine[];
}

/** Telling people, where a site says whom: a box that tells nobody doesn't carry it in memory. Throws as `openTelling` does. */
export const tellingOf = async (
  site: Site,
  common: Omit<TellingNeeds, 'desk' | 'todo' | 'deadlines' | 'lines' | 'latestOf' | 'owed'>,
  { supervision: { desk, todo, open }, view, station, drafts, lines }: ToldParts,
): Promise<Telling | undefined> => {
  if (site.notify === undefined) return undefined;
  const { openTelling } = await import('./open-notify.ts');
  const deadlines = {
    states: view.states,
    openCases: () => station?.desk.openCases() ?? [],
    unsigned: () => drafts.all(common.clock.now()),
  };
  return await openTelling(site, site.notify, {
    ...common,
    desk,
    todo,
    deadlines,
    lines,
    owed: open,
    latestOf: latestGoodOf(view),
  });
};

/** Shows what became durable, and tells people of it; what people were warned of before, for the disk was slow, they hear once. */
export const announcing = (
  view: Pick<LiveView, 'show'>,
  telling: Pick<Telling, 'take'> | undefined,
  supervision: Pick<Supervision, 'numbered'>,
): Pick<IntakeNeeds, 'announce' | 'warn'> => {
  const warned = new WeakSet<Fact>();
  return {
    announce: (announced) => {
      const { facts, first } = announced;
      if (first > 0) supervision.numbered(facts, first);
      view.show(announced);
      // Told late, an alarm would stand again that was over meanwhile.
      telling?.take(facts.filter((fact) => !warned.has(fact)));
    },
    warn: (alarms) => {
      for (const alarm of alarms) warned.add(alarm);
      telling?.take(alarms);
    },
  };
};

const latestGoodOf =
  (view: Pick<LiveView, 'channels'>): TellingNeeds['latestOf'] =>
  (channel) => {
    const shown = view.channels().find(({ id }) => id === channel);
    return shown?.quality === 'good' ? (shown.value ?? undefined) : undefined;
  };
