import { z } from 'zod';
import type { Site } from '../config/site.ts';
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

/**
 * The names of people by their references, for whoever reads the record: of the configuration, and of whoever else acted here by
 * a name of one's own. Whoever was erased has none any more, although the configuration still holds it. Early records refer to
 * some by name. Throws as `erasedPeople` does.
 */
export const namesByReference = (site: People): ReadonlyMap<PersonRef, string> => {
  const refOf = openReferences(site.dataFolder);
  const erased = erasedPeople(site);
  const named = site.people.filter(({ id }) => !erased.includes(id)).map(({ id, name = id }) => ({ id, name }));
  return new Map([
    ...othersNamed(site.dataFolder),
    ...named.flatMap(({ id, name }) => [[refOf(name), name] as const, [refOf(id), name] as const]),
  ]);
};

const namedSchema = z.looseObject({ name: z.string() });

const othersNamed = (folder: string): readonly (readonly [PersonRef, string])[] =>
  [...peopleBeside(folder).texts].flatMap(([ref, text]) => {
    const name = nameIn(text);
    return name === undefined ? [] : [[ref, name] as const];
  });

const nameIn = (text: string): string | undefined => {
  try {
    return namedSchema.safeParse(JSON.parse(text)).data?.name;
  } catch {
    return undefined; // the text is its owner's, and may be anything
  }
};
