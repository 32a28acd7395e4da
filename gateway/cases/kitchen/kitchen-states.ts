import type { UtcMillis } from '../../domain/clock.ts';
import type { StateFact } from '../../domain/fact.ts';
import type { KitchenMemory } from './kitchen-memory.ts';

/** A state of the kitchen that lasts, by what it is on and its word. */
export type KitchenState = Pick<StateFact, 'on' | 'state'>;

/** A retained sample has been kept long enough, and nobody has disposed of it. */
export const disposalState = (id: string): KitchenState => ({ on: `retention:${id}`, state: 'disposal-due' });

/** A meal was served, and nobody retained a sample. */
export const missingState = (date: string, meal: string): KitchenState => ({
  on: `retention:${date}/${meal}`,
  state: 'sample-missing',
});

const keyOf = ({ on, state }: KitchenState): string => `${state} ${on}`;

/** The fact that a state begins, where the record wasn't told yet. */
export const begun = ({ told }: KitchenMemory, state: KitchenState, at: UtcMillis, reason?: string): readonly StateFact[] => {
  if (told.get(keyOf(state)) !== undefined) return [];
  const fact: StateFact = { kind: 'state', at, ...state, active: true, ...(reason === undefined ? {} : { reason }) };
  told.put(keyOf(state), fact);
  return [fact];
};

/** The fact that a state is over, where the record was told of it. */
export const ended = ({ told }: KitchenMemory, state: KitchenState, at: UtcMillis, reason?: string): readonly StateFact[] => {
  if (told.get(keyOf(state)) === undefined) return [];
  told.remove(keyOf(state));
  return [{ kind: 'state', at, ...state, active: false, ...(reason === undefined ? {} : { reason }) }];
};
