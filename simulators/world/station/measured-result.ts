import type { UtcMillis } from '../../../gateway/domain/clock.ts';

/** What the operator puts into one place of a meter, and what is truly in it. */
export interface Dose {
  /** Counted from 1. */
  readonly channel: number;
  /** What the operator keys in; '' for a well that holds no sample. */
  readonly sampleId: string;
  /** What the method would find: inhibition in %, or a content in the meter's unit. */
  readonly value: number;
}

/** One result as the meter itself has it in its memory. */
export interface MeasuredResult extends Omit<Dose, 'value'> {
  /** The meter's own number of it, for ever unique on this meter. */
  readonly record: number;
  /** The runs of this meter, counted from 1. */
  readonly run: number;
  readonly code: string;
  /** As the meter's display shows it. */
  readonly value: string;
  readonly unit: string;
  readonly absorbance: number;
  /** The meter's clock when it measured, read as if it were UTC: its hands, not the true time. */
  readonly measuredAt: UtcMillis;
}

/** How many of a meter's channels stand in one block of its records. */
export const BLOCK_CHANNELS = 8;

/** The results by run, oldest run first. */
export const byRun = (results: readonly MeasuredResult[]): readonly (readonly MeasuredResult[])[] =>
  [...new Set(results.map(({ run }) => run))].map((run) => results.filter((each) => each.run === run));
