import type { Site } from '../config/site.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import { openReferences } from '../evidence/person-reference.ts';
import type { Beside } from '../journal/beside.ts';

/**
 * Gives the reference of each person of the configuration, by id; who it is stands beside the record before any fact names
 * it. The same as of whoever acts: what a person was told and what he did about it belong together.
 * @throws EdgeError `key-unreadable`, `data-folder-unwritable`.
 */
export const toldPeople = async (
  { people, dataFolder }: Pick<Site, 'people' | 'dataFolder'>,
  beside: Pick<Beside, 'name'>,
): Promise<(id: string) => PersonRef> => {
  const refOf = openReferences(dataFolder);
  const names = new Map(people.map(({ id, name }) => [id, name ?? id]));
  await Promise.all([...names.values()].map((name) => beside.name(refOf(name), JSON.stringify({ name }))));
  return (id) => refOf(names.get(id) ?? id);
};
