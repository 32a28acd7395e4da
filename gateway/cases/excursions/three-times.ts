import type { Millis, UtcMillis } from '../../domain/clock.ts';

/** A stretch of wall time; `to` doesn't belong to it. */
export interface Stretch {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** A reading as reports have it; `good` false where the value is missing or doubted. */
export interface TimedValue {
  readonly at: UtcMillis;
  readonly value: number;
  readonly good: boolean;
}

/** How a stretch divides, in ms; the three add up to the stretch. */
export interface ThreeTimes {
  readonly provenIn: Millis;
  readonly provenOut: Millis;
  readonly unproven: Millis;
}

/** What is in order: from `low` to `high`, both included. */
export interface Bounds {
  readonly low?: number;
  readonly high?: number;
}

interface ThreeTimesOf {
  readonly stretch: Stretch;
  /**
   * In rising order. Give the last reading before the stretch and the first after it, too, where there are any: without
   * them, the stretch's edges are unproven.
   */
  readonly readings: Iterable<TimedValue>;
  /** What is known to be unknown, whatever the readings say. In any order. */
  readonly gaps?: readonly Stretch[];
  readonly bounds: Bounds;
  /** A longer step between two good readings is a gap: 3 × the channel's interval. */
  readonly longestStep: Millis;
}

/**
 * Proven within the limits, proven beyond them, unproven. A good reading stands until the next one, if that comes in time;
 * a step that is too long is unproven as a whole: in range until T1, unknown until T2, at T2 the value. Nothing is proven
 * by the end of the stretch, or by a gap that somebody told of.
 */
export const threeTimes = ({ stretch, readings, gaps = [], bounds, longestStep }: ThreeTimesOf): ThreeTimes => {
  const unknown = merged(gaps);
  let provenIn = 0;
  let provenOut = 0;
  let before: TimedValue | undefined;
  for (const reading of readings) {
    if (!reading.good || !Number.isFinite(reading.value)) continue;
    if (before !== undefined && reading.at - before.at <= longestStep) {
      const proven = provenWithin({ from: before.at, to: reading.at }, stretch, unknown);
      if (isWithin(before.value, bounds)) provenIn += proven;
      else provenOut += proven;
    }
    if (before === undefined || reading.at > before.at) before = reading;
  }
  return { provenIn, provenOut, unproven: Math.max(0, stretch.to - stretch.from) - provenIn - provenOut };
};

const isWithin = (value: number, { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY }: Bounds): boolean =>
  value >= low && value <= high;

const provenWithin = (step: Stretch, stretch: Stretch, unknown: readonly Stretch[]): Millis => {
  const seen = { from: Math.max(step.from, stretch.from), to: Math.min(step.to, stretch.to) };
  return unknown.reduce((proven, gap) => proven - overlap(seen, gap), Math.max(0, seen.to - seen.from));
};

const overlap = (one: Stretch, other: Stretch): Millis =>
  Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));

/** The same gaps, none of which touches another. */
const merged = (gaps: readonly Stretch[]): readonly Stretch[] => {
  const apart: Stretch[] = [];
  for (const gap of [...gaps].sort((one, other) => one.from - other.from)) {
    const last = apart.at(-1);
    if (last !== undefined && gap.from <= last.to) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, gap.to) };
    else apart.push(gap);
  }
  return apart;
};
