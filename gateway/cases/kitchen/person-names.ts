import { z } from 'zod';
import type { PersonRef } from '../../domain/station-fact.ts';
import type { KitchenNeeds } from './kitchen-needs.ts';

const personShape = z.looseObject({ name: z.string() });

/** The names behind references; one that was erased has none. */
export const namesOf = async (
  { nameOf }: Pick<KitchenNeeds, 'nameOf'>,
  refs: Iterable<PersonRef>,
): Promise<ReadonlyMap<PersonRef, string>> => {
  const names = new Map<PersonRef, string>();
  for (const ref of new Set(refs)) {
    const text = await nameOf(ref);
    const name = text === undefined ? undefined : personShape.safeParse(JSON.parse(text)).data?.name;
    if (name !== undefined) names.set(ref, name);
  }
  return names;
};
