import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { UtcMillis } from '../../domain/clock.ts';
import type { Fact, StateFact } from '../../domain/fact.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { RetainedSampleFact } from '../../domain/supervision-fact.ts';
import { createShelf, type OpenJournal } from '../shelf.ts';
import { CALIBRATION_PREFIX, channelCalibrationSchema } from './channels-in-force.ts';

// States are the book's own JSON under a checksum: only their kind is looked at.
const factOf = <Kind extends Fact>(kind: Kind['kind']): z.ZodType<Kind> =>
  z.custom<Kind>((value) => z.looseObject({ kind: z.literal(kind) }).safeParse(value).success);

const PLAN_PREFIX = 'kitchen/plan/';
const planSchema = z.object({ at: z.number() });

/** The one thing on its shelf. */
const SINCE = 'since';

/** Since when a sample of each meal is expected, as the states beside the record say; undefined where the gateway never ran with such a plan. */
export const mealsExpectedSince = (saved: readonly SavedState[]): UtcMillis | undefined =>
  createShelf(PLAN_PREFIX, planSchema, saved, { id: '' }).get(SINCE)?.at;

/** All that the kitchen's book remembers. Every change of it is saved in one transaction with the facts of the same turn. */
export const createKitchenMemory = (saved: readonly SavedState[], journal: OpenJournal) => {
  const shelves = {
    samples: createShelf('kitchen/sample/', factOf<RetainedSampleFact>('sample'), saved, journal),
    /** States in force that the record was told, by what they are on and their word. */
    told: createShelf('kitchen/told/', factOf<StateFact>('state'), saved, journal),
    calibrations: createShelf(CALIBRATION_PREFIX, channelCalibrationSchema, saved, journal),
    plan: createShelf(PLAN_PREFIX, planSchema, saved, journal),
  };
  const owners = Object.values(shelves);
  return {
    ...shelves,
    /** Since when a sample of each meal is expected: before the site said so, nothing was missed. */
    expectedSince: (now: UtcMillis): UtcMillis => {
      const known = shelves.plan.get(SINCE);
      if (known === undefined) shelves.plan.put(SINCE, { at: now });
      return known?.at ?? now;
    },
    takeStates: (): readonly SavedState[] => owners.flatMap((owner) => owner.takeStates()),
    ignored: owners.flatMap(({ ignored }) => ignored),
    /** The largest number of a fact that is known to be the book's own. */
    get numbered(): number {
      return shelves.samples.numbered();
    },
    /** Notes the number of a fact that has become durable. */
    number: (fact: Fact, number: number): void => {
      if (isRetained(fact)) shelves.samples.number(fact.id, fact, number);
    },
    /** Notes the number of a fact as the record has it, where memory holds what it says. */
    recall: (fact: Fact, number: number): void => {
      const held = isRetained(fact) ? shelves.samples.get(fact.id) : undefined;
      if (held !== undefined && isDeepStrictEqual(held, fact)) shelves.samples.number(held.id, held, number);
    },
  };
};
export type KitchenMemory = ReturnType<typeof createKitchenMemory>;

const isRetained = (fact: Fact): fact is RetainedSampleFact => fact.kind === 'sample' && 'purpose' in fact;
