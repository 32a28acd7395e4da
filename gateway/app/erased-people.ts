import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { keptNameAt } from '../domain/kept-names.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { hasReferences, openReferences } from '../evidence/person-reference.ts';
import { peopleBeside } from '../journal/people-beside.ts';

type People = Pick<Site, 'people' | 'dataFolder'>;

/** Ids of people who stand in the configuration although they were erased on this box; looked up beside a gateway that may be running. @throws EdgeError `key-unreadable`, `journal-damaged`. */
export const erasedPeople = ({ people, dataFolder }: People): readonly string[] => {
  if (people.length === 0 || !hasReferences(dataFolder)) return [];
  const { erased } = peopleBeside(dataFolder);
  if (erased.size === 0) return [];
  const refOf = openReferences(dataFolder);
  return people.map(({ id }) => id).filter((id) => erased.has(refOf(id)));
};

/** What the person behind a reference was called at a moment; by default, now. */
export type NamedAt = (person: PersonRef, at?: UtcMillis) => string | undefined;

/**
 * The names of people by their references, for whoever reads the record: as they were kept beside the record when they acted, for an
 * entry of the configuration may be another person's since. Its name stands only where none was kept. Whoever was erased has none any
 * more, although the configuration still holds it. Early records refer to some by name. Throws as `erasedPeople` does.
 */
export const namesByReference = (site: People): NamedAt => {
  const refOf = openReferences(site.dataFolder);
  const erased = erasedPeople(site);
  const { texts } = peopleBeside(site.dataFolder);
  const named = site.people.filter(({ id }) => !erased.includes(id)).map(({ id, name = id }) => ({ id, name }));
  const configured = new Map(named.flatMap(({ id, name }) => [[refOf(name), name] as const, [refOf(id), name] as const]));
  return (person, at = Number.POSITIVE_INFINITY) => {
    const text = texts.get(person);
    return (text === undefined ? undefined : keptNameAt(text, at)) ?? configured.get(person);
  };
};
