import type { Site } from '../config/site.ts';
import type { Clock } from '../domain/clock.ts';
import { keptNames } from '../domain/kept-names.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { hasReferences, openReferences } from '../evidence/person-reference.ts';
import type { Beside } from '../journal/beside.ts';

type People = Site['people'];

/** The people of a site, each with one reference, whether written by id or by name; whoever was erased is none of them. */
export interface SitePeople {
  /** Whoever may be named and told: changes when somebody is erased. */
  now(): People;
  /** Ids that stand in the configuration although their persons were erased. */
  readonly erased: readonly string[];
  refOf(person: string): PersonRef;
  /** What a person is called: a configured id stands for its name. */
  nameOf(person: string): string;
  /** The reference of whoever acts, once who it is stands beside the record. */
  refer(person: string): Promise<PersonRef>;
  /** Erases who is behind a reference. Nothing names or tells that person from now on. */
  erase(ref: PersonRef): Promise<boolean>;
}

const STILL_NAMED = 'was erased, and still stands in “people”: named and told no more; take this entry out of the configuration';

/** What the people of a site are kept with. */
type PeopleKeeper = Pick<Beside, 'name' | 'person' | 'erase' | 'isErased'>;

/** What the people of a site need of the gateway around them. */
interface PeopleNeeds {
  readonly log: { error(details: Readonly<Record<string, unknown>>, words: string): void };
  readonly clock: Pick<Clock, 'now'>;
}

/** Opens the people of a site. The key of references is read, or made, when somebody is first referred to. @throws EdgeError `key-unreadable`. */
export const openSitePeople = async (
  { people, dataFolder }: Pick<Site, 'people' | 'dataFolder'>,
  beside: PeopleKeeper,
  { log, clock }: PeopleNeeds,
): Promise<SitePeople> => {
  const refOf = onceOpened(dataFolder);
  // A box that has no key yet has referred to nobody, and erased nobody.
  const erased = hasReferences(dataFolder) ? await erasedOf(people, refOf, beside) : [];
  for (const person of erased) log.error({ person }, STILL_NAMED);
  let now: People = people.filter(({ id }) => !erased.includes(id));
  const called = (person: string): People[number] | undefined =>
    now.find(({ id }) => id === person) ?? onlyOne(now.filter(({ name }) => name === person));
  const refTo = (person: string): PersonRef => refOf(called(person)?.id ?? person);
  const nameOf = (person: string): string => called(person)?.name ?? person;
  return {
    now: () => now,
    erased,
    refOf: refTo,
    nameOf,
    refer: async (person) => {
      const ref = refTo(person);
      await beside.name(ref, keptNames(await beside.person(ref), nameOf(person), clock.now()));
      return ref;
    },
    erase: async (ref) => {
      const gone = now.find((person) => refsOf(person, refOf).includes(ref));
      now = now.filter((person) => person !== gone);
      const refs = gone === undefined ? [ref] : refsOf(gone, refOf);
      const found = await Promise.all(refs.map((each) => beside.erase(each)));
      return found.includes(true);
    },
  };
};

/** Those of `people` who were erased, by id. */
const erasedOf = async (
  people: People,
  refOf: (person: string) => PersonRef,
  { isErased }: Pick<PeopleKeeper, 'isErased'>,
): Promise<readonly string[]> => {
  const found = people.map(async ({ id }) => ((await isErased(refOf(id))) ? [id] : []));
  return (await Promise.all(found)).flat();
};

/** Every reference under which a person may stand: records that began early refer to some by name. */
const refsOf = ({ id, name }: People[number], refOf: (person: string) => PersonRef): readonly PersonRef[] => [
  ...new Set([refOf(id), refOf(name ?? id)]),
];

const onlyOne = <Thing>(things: readonly Thing[]): Thing | undefined => (things.length === 1 ? things[0] : undefined);

const onceOpened = (folder: string): ((person: string) => PersonRef) => {
  let refOf: ((person: string) => PersonRef) | undefined;
  return (person) => {
    refOf ??= openReferences(folder);
    return refOf(person);
  };
};
