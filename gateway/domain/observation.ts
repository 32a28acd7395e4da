import type { Millis } from './clock.ts';
import type { Quality } from './quality.ts';

/**
 * What one answer of a device brought, or one vain wait for it. All its values share one time: the end of the answer's
 * last byte, or the end of waiting. One object per answer, not per value: on a small box every allocation counts.
 */
export interface Observation {
  readonly elapsed: Millis;
  /** Places in the channel table. The same array for each answer of one read. */
  readonly channels: readonly number[];
  /** One per channel, corrected by the channel's offset and rounded to its resolution; NaN where there is no value. */
  readonly values: readonly number[];
  /** One per channel; absent when all are good. */
  readonly qualities?: readonly Quality[];
}

/** The quality of the value at `place` of an observation. */
export const qualityAt = (observation: Observation, place: number): Quality => observation.qualities?.[place] ?? 'good';
