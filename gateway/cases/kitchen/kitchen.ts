import type { Instant, Millis } from '../../domain/clock.ts';
import type { Fact, StateFact } from '../../domain/fact.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { CalibrationFact, ComparisonFact, RetainedSampleFact } from '../../domain/supervision-fact.ts';
import { createDurable } from '../durable.ts';
import type { OpenJournal } from '../shelf.ts';
import { calibrate, compare } from './calibrate.ts';
import { type CalibrationRow, calibrationRows } from './calibration-rows.ts';
import { calibrationStates } from './calibration-states.ts';
import { disposeSamples } from './dispose-samples.ts';
import { retentionStates } from './due-states.ts';
import { createKitchenMemory } from './kitchen-memory.ts';
import type { KitchenNeeds } from './kitchen-needs.ts';
import type { KitchenParts } from './kitchen-parts.ts';
import { retainSamples } from './retain-samples.ts';
import { type RetainedBook, retainedBook } from './retained-rows.ts';

/**
 * The kitchen's book: retained samples, calibrations and comparisons. Whatever comes from outside is checked whole: EdgeError `request-refused` tells all
 * faults at once. Nothing is answered before it is durable; what can't be kept rejects with `journal-full` or whatever the
 * journal said.
 */
export interface Kitchen {
  /** Notes retained samples of one meal, or corrects one. */
  retain(samples: unknown): Promise<readonly RetainedSampleFact[]>;
  /** Notes that samples were disposed of. */
  dispose(act: unknown): Promise<readonly RetainedSampleFact[]>;
  retained(): Promise<RetainedBook>;
  /** Calibrates a channel: its offset holds from the next value on. */
  calibrate(act: unknown): Promise<CalibrationFact>;
  /** Notes a comparison with another thermometer. */
  compare(act: unknown): Promise<ComparisonFact>;
  calibrations(): Promise<readonly CalibrationRow[]>;
  /** What follows from the mere passing of time: what has fallen due, and what is over. */
  tick(at: Instant): readonly StateFact[];
  /** The states in force that the record was told. */
  lasting(): readonly StateFact[];
  /** States that changed since they were last asked for: one transaction with the facts of the same turn. */
  takeStates(): readonly SavedState[];
  /** Saved states that could not be read, for the log. */
  readonly ignored: readonly SavedState[];
  /** The number up to which the book knows which facts are its own. */
  readonly numbered: number;
  /** Learns the numbers of facts that were durable before the gateway could note them; `first` is the number of the first. */
  recall(facts: readonly Fact[], first: number): void;
  /** A new journal has taken the place of the old: its numbers are others. */
  succeeded(journal: string): void;
}

/** Deadlines are in minutes: the book is looked through this often. */
const LOOK_EVERY: Millis = 10_000;

/** Opens the kitchen's book where the last run's saved states left off. */
export const createKitchen = (needs: KitchenNeeds): Kitchen => {
  const journal: OpenJournal = { id: needs.journal };
  const memory = createKitchenMemory(needs.saved, journal);
  const parts: KitchenParts = { needs, memory, durable: createDurable(needs) };
  let lookAt: Millis = Number.NEGATIVE_INFINITY;
  return {
    retain: (samples) => retainSamples(parts, samples),
    dispose: (act) => disposeSamples(parts, act),
    retained: () => retainedBook(parts),
    calibrate: (act) => calibrate(parts, act),
    compare: (act) => compare(parts, act),
    calibrations: () => calibrationRows(parts),
    tick: ({ now, elapsed }) => {
      if (elapsed < lookAt) return [];
      lookAt = elapsed + LOOK_EVERY;
      const at = Math.round(now);
      return [...retentionStates(parts, at), ...calibrationStates(parts, at)];
    },
    lasting: () => memory.told.all(),
    takeStates: memory.takeStates,
    ignored: memory.ignored,
    get numbered() {
      return memory.numbered;
    },
    recall: (facts, first) => {
      for (const [place, fact] of facts.entries()) memory.recall(fact, first + place);
    },
    succeeded: (id) => {
      journal.id = id;
    },
  };
};
