import { z } from 'zod';
import type { Millis, UtcMillis } from '../domain/clock.ts';

/** Unreadable transfers of one analyzer and one kind that get a fact each, in one storm. */
const FACTS_EACH = 8;

/** From then on so many share one fact, which names the raw bytes of each. */
const FACTS_SHARED = 32;

/** A storm is over when nothing unreadable came for so long. */
const STORM_ENDS: Millis = 3_600_000;

/** Unreadable transfers of one analyzer and one kind, while they keep coming. */
export const stormSchema = z.object({
  /** The test that stands for them. */
  test: z.string(),
  count: z.number(),
  lastAt: z.number(),
  /** Hashes of raw bytes that no fact names yet. */
  unnamed: z.array(z.string()),
});
export type Storm = z.infer<typeof stormSchema>;

/** What becomes of one more unreadable transfer. */
export type StormStep =
  | { readonly is: 'fact' } // it gets a fact of its own
  | { readonly is: 'counted'; readonly storm: Storm } // it is counted; its bytes are named later
  | { readonly is: 'told'; readonly storm: Storm; readonly hashes: readonly string[] }; // one fact names all that were counted

/** Decides it. No raw bytes go unnamed for good: they are kept already, and the next shared fact names them. */
export const stormStep = (storm: Storm | undefined, hash: string, at: UtcMillis): StormStep => {
  if (storm === undefined || at - storm.lastAt > STORM_ENDS || storm.count < FACTS_EACH) return { is: 'fact' };
  const unnamed = [...storm.unnamed, hash];
  const next = { ...storm, count: storm.count + 1, lastAt: at };
  return unnamed.length < FACTS_SHARED
    ? { is: 'counted', storm: { ...next, unnamed } }
    : { is: 'told', storm: { ...next, unnamed: [] }, hashes: unnamed };
};

/** The storm after a transfer that got a fact of its own. */
export const stormAfterFact = (storm: Storm | undefined, test: string, at: UtcMillis): Storm => {
  const goesOn = storm !== undefined && at - storm.lastAt <= STORM_ENDS;
  return { test, count: goesOn ? storm.count + 1 : 1, lastAt: at, unnamed: goesOn ? storm.unnamed : [] };
};
