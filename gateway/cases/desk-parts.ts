import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { DeskMemory } from './desk-memory.ts';
import type { DeskAnalyzer, DeskNeeds } from './desk-needs.ts';
import type { Durable } from './durable.ts';

/** What every act of the desk works with. */
export interface DeskParts {
  readonly needs: DeskNeeds;
  readonly memory: DeskMemory;
  readonly durable: Durable;
}

/** Until an analyzer's profile says otherwise: six sendings of LIS01-A2, each waited for 15 s. */
const RETRY_WINDOW: Millis = 90_000;

/** The moment as facts carry it. */
export const nowOf = ({ needs }: DeskParts): UtcMillis => Math.round(needs.clock.now());

/** The analyzer of an id; of one that the site doesn't have, what is safe to assume. */
export const analyzerOf = ({ needs }: DeskParts, id: string): DeskAnalyzer =>
  needs.analyzers.find((analyzer) => analyzer.id === id) ?? {
    id, profile: id, recordNumbers: 'none', retryWindow: RETRY_WINDOW,
  }; // biome-ignore format: a list to read

/** Makes facts durable that memory holds already, and learns their numbers. Call it in the turn that changed memory. */
export const commitTurn = async ({ memory, durable }: DeskParts, facts: readonly Fact[]): Promise<void> => {
  const first = await durable.commit(facts);
  for (const [place, fact] of facts.entries()) memory.number(fact, first + place);
};
