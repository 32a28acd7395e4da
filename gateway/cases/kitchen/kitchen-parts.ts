import type { UtcMillis } from '../../domain/clock.ts';
import type { Fact } from '../../domain/fact.ts';
import type { PersonRef } from '../../domain/station-fact.ts';
import type { Durable } from '../durable.ts';
import type { KitchenMemory } from './kitchen-memory.ts';
import type { KitchenNeeds } from './kitchen-needs.ts';

/** What every act of the kitchen's book works with. */
export interface KitchenParts {
  readonly needs: KitchenNeeds;
  readonly memory: KitchenMemory;
  readonly durable: Durable;
}

/** The moment as facts carry it. */
export const nowOf = ({ needs }: KitchenParts): UtcMillis => Math.round(needs.clock.now());

/** Makes facts durable that memory holds already, and learns their numbers. Call it in the turn that changed memory. */
export const commitTurn = async ({ memory, durable }: KitchenParts, facts: readonly Fact[]): Promise<void> => {
  const first = await durable.commit(facts);
  for (const [place, fact] of facts.entries()) memory.number(fact, first + place);
};

/**
 * The reference of a person, whose name is kept beside the record before any fact holds it. Whoever the site names has one
 * reference, by id as by name.
 */
export const referTo = async ({ needs }: KitchenParts, written: string): Promise<PersonRef> => {
  const known = needs.people.find(({ id, name }) => written === id || written === name);
  const ref = needs.refOf(known?.id ?? written);
  await needs.name(ref, JSON.stringify({ name: known?.name ?? written }));
  return ref;
};
