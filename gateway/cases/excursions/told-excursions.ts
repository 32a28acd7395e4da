import { z } from 'zod';
import type { UtcMillis } from '../../domain/clock.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { ExcursionFact, GoodsDisposition } from '../../domain/supervision-fact.ts';
import { parsedState } from '../parsed-state.ts';

const PREFIX = 'excursions/told/';

/** So many wait for word of their goods. The oldest leave first: they and the acts of people are in the record. */
const MOST_WAITING = 64;

// The box's own JSON under a checksum: only its kind is looked at.
const factSchema = z.custom<ExcursionFact>(
  (value) =>
    z.looseObject({ kind: z.literal('excursion'), id: z.string(), alarms: z.array(z.string()) }).safeParse(value).success,
);

/** Excursions that were told, and of whose goods nobody has said anything yet. */
export interface ToldExcursions {
  keep(fact: ExcursionFact): void;
  /** What became of the goods behind an alarm: the excursions anew, with it. */
  disposed(alarm: string, goods: GoodsDisposition | undefined, at: UtcMillis): readonly ExcursionFact[];
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** Those that the run before left. */
export const createToldExcursions = (saved: readonly SavedState[]): ToldExcursions => {
  const waiting = new Map<string, ExcursionFact>();
  const ignored: SavedState[] = [];
  const changed = new Set<string>();
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const fact = parsedState(factSchema, state);
    if (fact === undefined) ignored.push(state);
    else waiting.set(fact.id, fact);
  }
  const leave = (id: string): void => {
    waiting.delete(id);
    changed.add(id);
  };
  return {
    keep: (fact) => {
      if (fact.alarms.length === 0 || fact.goods !== undefined) return;
      waiting.set(fact.id, fact);
      changed.add(fact.id);
      const [oldest] = waiting.keys();
      if (waiting.size > MOST_WAITING && oldest !== undefined) leave(oldest);
    },
    disposed: (alarm, goods, at) => {
      const concerned = [...waiting.values()].filter(({ alarms }) => alarms.includes(alarm));
      if (goods === undefined) return [];
      for (const { id } of concerned) leave(id);
      return concerned.map((fact) => ({ ...fact, at, goods }));
    },
    takeStates: () => {
      const states = [...changed].map((id) => savedFact(id, waiting.get(id)));
      changed.clear();
      return states;
    },
    ignored,
  };
};

const savedFact = (id: string, fact: ExcursionFact | undefined): SavedState => ({
  key: PREFIX + id,
  ...(fact === undefined ? {} : { text: JSON.stringify(fact) }),
});
