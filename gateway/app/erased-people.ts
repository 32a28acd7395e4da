import type { Site } from '../config/site.ts';
import { hasReferences, openReferences } from '../evidence/person-reference.ts';
import { erasedReferences } from '../journal/erased-references.ts';

/** Ids of people who stand in the configuration although they were erased on this box; looked up beside a gateway that may be running. @throws EdgeError `key-unreadable`, `journal-damaged`. */
export const erasedPeople = ({ people, dataFolder }: Pick<Site, 'people' | 'dataFolder'>): readonly string[] => {
  if (people.length === 0 || !hasReferences(dataFolder)) return [];
  const erased = erasedReferences(dataFolder);
  if (erased.size === 0) return [];
  const refOf = openReferences(dataFolder);
  return people.map(({ id }) => id).filter((id) => erased.has(refOf(id)));
};

/**
 * The names of a site's people by their references, for whoever reads the record. Whoever was erased has none any more, although
 * the configuration still holds it. Early records refer to some by name. Throws as `erasedPeople` does.
 */
export const namesByReference = (site: Pick<Site, 'people' | 'dataFolder'>): ReadonlyMap<string, string> => {
  const refOf = openReferences(site.dataFolder);
  const erased = erasedPeople(site);
  const named = site.people.filter(({ id }) => !erased.includes(id)).map(({ id, name = id }) => ({ id, name }));
  return new Map(named.flatMap(({ id, name }) => [[refOf(name), name] as const, [refOf(id), name] as const]));
};
