import type { Millis } from '../../../gateway/domain/clock.ts';
import { median } from './statistics.ts';

/** How well a unit's polls kept their period. */
export interface PollRhythm {
  /** Per poll: how far from its place in an even beat, in ms. */
  readonly deviations: readonly Millis[];
  /** Beats in which no poll came. */
  readonly lost: number;
}

/** Holds arrivals, in order of time, against a beat of `period` whose phase is the middle of theirs. */
export const rhythmOf = (arrivals: readonly Millis[], period: Millis): PollRhythm => {
  const first = arrivals[0] ?? 0;
  const phase = median(arrivals.map((at) => phaseOf(at - first, period)));
  const beats = arrivals.map((at) => Math.round((at - first - phase) / period));
  const kept = new Set(beats);
  const expected = (beats.at(-1) ?? 0) - (beats[0] ?? 0) + 1;
  return {
    deviations: arrivals.map((at, place) => Math.abs(at - first - phase - (beats[place] ?? 0) * period)),
    lost: arrivals.length === 0 ? 0 : expected - kept.size,
  };
};

/** From -period/2 to period/2. */
const phaseOf = (time: Millis, period: Millis): Millis => time - Math.round(time / period) * period;
