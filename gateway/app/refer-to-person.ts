import type { Site } from '../config/site.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { openReferences } from '../evidence/person-reference.ts';
import type { Beside } from '../journal/beside.ts';

/**
 * Gives the reference of whoever acts, named by the id or the name that the configuration has, or by any name; who it is
 * stands beside the record before any fact names it. The key of references is read, or made, with the first act.
 * @throws EdgeError `key-unreadable`, `data-folder-unwritable`.
 */
export const personReferrer = (
  { people, dataFolder }: Pick<Site, 'people' | 'dataFolder'>,
  beside: Pick<Beside, 'name'>,
): ((by: string) => Promise<PersonRef>) => {
  let refOf: ((person: string) => PersonRef) | undefined;
  return async (by) => {
    refOf ??= openReferences(dataFolder);
    const person = people.find(({ id, name }) => id === by || name === by);
    const name = person?.name ?? person?.id ?? by;
    const ref = refOf(name);
    await beside.name(ref, JSON.stringify({ name }));
    return ref;
  };
};
