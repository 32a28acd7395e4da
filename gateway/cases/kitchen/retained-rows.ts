import type { UtcMillis } from '../../domain/clock.ts';
import { lateEntryOf } from '../../domain/entered-at.ts';
import type { RetainedSampleFact } from '../../domain/supervision-fact.ts';
import { missingNow } from './due-states.ts';
import { type KitchenParts, nowOf } from './kitchen-parts.ts';
import type { MealServed } from './missing-meals.ts';
import { namesOf } from './person-names.ts';

/** A retained sample as it is shown. */
export interface RetainedRow {
  readonly sample: RetainedSampleFact;
  /** Who took it; absent once that was erased. */
  readonly by?: string;
  readonly disposedBy?: string;
  /** When it was entered, where that was long after it was taken. */
  readonly enteredLate?: UtcMillis;
  /** Less than the law asks for. */
  readonly short: boolean;
  /** Kept long enough, and not disposed of. */
  readonly due: boolean;
}

/** The book of retained samples as people read it. */
export interface RetainedBook {
  readonly at: UtcMillis;
  /** The newest first. */
  readonly samples: readonly RetainedRow[];
  readonly missing: readonly MealServed[];
}

/** The book as it stands now. */
export const retainedBook = async (parts: KitchenParts): Promise<RetainedBook> => {
  const now = nowOf(parts);
  const samples = [...parts.memory.samples.all()].sort(
    (a, b) => b.takenAt - a.takenAt || b.id.localeCompare(a.id, 'en', { numeric: true }),
  );
  const names = await namesOf(
    parts.needs,
    samples.flatMap(({ by, disposedBy }) => (disposedBy === undefined ? [by] : [by, disposedBy])),
  );
  return { at: now, samples: samples.map((sample) => rowOf(parts, sample, names, now)), missing: missingNow(parts, now) };
};

const rowOf = (
  { needs }: KitchenParts,
  sample: RetainedSampleFact,
  names: ReadonlyMap<string, string>,
  now: number,
): RetainedRow => {
  const enteredLate = lateEntryOf(sample);
  const [by, disposedBy] = [names.get(sample.by), names.get(sample.disposedBy ?? '')];
  return {
    sample,
    ...(by === undefined ? {} : { by }),
    ...(disposedBy === undefined ? {} : { disposedBy }),
    ...(enteredLate === undefined ? {} : { enteredLate }),
    short: sample.grams < needs.rules.grams.atLeast,
    due: sample.disposedAt === undefined && sample.until <= now,
  };
};
