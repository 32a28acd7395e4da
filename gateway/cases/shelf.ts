import { z } from 'zod';
import type { SavedState } from '../domain/saved-state.ts';
import { parsedState } from './parsed-state.ts';

/** Things that the desk remembers by their id, over restarts, each with the number of the fact that says so. */
export interface Shelf<Thing> {
  get(id: string): Thing | undefined;
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
}

/** Restores a shelf from the saved states whose keys begin with `prefix`. */
export const createShelf = <Thing>(
  prefix: string,
  schema: z.ZodType<Thing>,
  saved: readonly SavedState[],
  journal: OpenJournal,
): Shelf<Thing> => {
  const placeSchema = z.object({ thing: schema, number: z.number().optional(), journal: z.string().optional() });
  const places = new Map<string, Place<Thing>>();
  const changed = new Set<string>();
  const ignored: SavedState[] = [];
  for (const state of saved.filter(({ key }) => key.startsWith(prefix))) {
    const place = parsedState(placeSchema, state);
    if (place === undefined) ignored.push(state);
    else places.set(state.key.slice(prefix.length), place);
  }
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
    put: (id, thing) => set(id, { thing }),
    remove: (id) => {
      if (places.delete(id)) changed.add(id);
    },
    number: (id, thing, number) => {
      if (places.get(id)?.thing === thing) set(id, { thing, number, journal: journal.id });
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
