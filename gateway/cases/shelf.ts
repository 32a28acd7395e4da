import { z } from 'zod';
import type { SavedState } from '../domain/saved-state.ts';
import { parsedState } from './parsed-state.ts';

/** Things that the desk remembers by their id, over restarts, each with the number of the fact that says so. */
export interface Shelf<Thing> {
  get(id: string): Thing | undefined;
  /** In the order in which they were put first, over restarts too: what came last decides. */
  all(): readonly Thing[];
  /** Puts a thing in place; the number of its fact isn't known yet. */
  put(id: string, thing: Thing): void;
  remove(id: string): void;
  /** Notes the fact's number, unless another thing has taken the place meanwhile. */
  number(id: string, thing: Thing, number: number): void;
  /** The number of the thing's last fact, in the journal that is open. */
  numberOf(id: string): number | undefined;
  /** The largest number that is known. */
  numbered(): number;
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** Numbers count in one journal. */
export interface OpenJournal {
  id: string;
}

interface Place<Thing> {
  readonly thing: Thing;
  readonly number?: number | undefined;
  readonly journal?: string | undefined;
  /** Rises with each new place. Saved states come back by their keys, and those tell nothing of time. */
  readonly order: number;
}

/** Restores a shelf from the saved states whose keys begin with `prefix`. */
export const createShelf = <Thing>(
  prefix: string,
  schema: z.ZodType<Thing>,
  saved: readonly SavedState[],
  journal: OpenJournal,
): Shelf<Thing> => {
  const placeSchema = z.object({
    thing: schema,
    number: z.number().optional(),
    journal: z.string().optional(),
    order: z.number().default(0),
  });
  const changed = new Set<string>();
  const ignored: SavedState[] = [];
  const restored: [string, Place<Thing>][] = [];
  for (const state of saved.filter(({ key }) => key.startsWith(prefix))) {
    const place = parsedState(placeSchema, state);
    if (place === undefined) ignored.push(state);
    else restored.push([state.key.slice(prefix.length), place]);
  }
  const places = new Map(restored.sort(([, one], [, other]) => one.order - other.order));
  let order = restored.at(-1)?.[1].order ?? 0;
  const set = (id: string, place: Place<Thing>): void => {
    places.set(id, place);
    changed.add(id);
  };
  const numberOf = (id: string): number | undefined => {
    const place = places.get(id);
    return place?.journal === journal.id ? place.number : undefined;
  };
  return {
    get: (id) => places.get(id)?.thing,
    all: () => [...places.values()].map(({ thing }) => thing),
    put: (id, thing) => {
      const before = places.get(id)?.order;
      if (before === undefined) order += 1;
      set(id, { thing, order: before ?? order });
    },
    remove: (id) => {
      if (places.delete(id)) changed.add(id);
    },
    number: (id, thing, number) => {
      const place = places.get(id);
      if (place?.thing === thing) set(id, { thing, number, journal: journal.id, order: place.order });
    },
    numberOf,
    numbered: () => [...places.keys()].reduce((largest, id) => Math.max(largest, numberOf(id) ?? 0), 0),
    takeStates: () => {
      const states = [...changed].map((id) => stateOf(`${prefix}${id}`, places.get(id)));
      changed.clear();
      return states;
    },
    ignored,
  };
};

const stateOf = <Thing>(key: string, place: Place<Thing> | undefined): SavedState =>
  place === undefined ? { key } : { key, text: JSON.stringify(place) };
