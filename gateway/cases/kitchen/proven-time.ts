import type { Millis, UtcMillis } from '../../domain/clock.ts';
import { provenFor, type ThreeTimes } from '../../domain/three-times.ts';

/** What is asked of a stretch. */
export interface ProvenStretch {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** Both in the channel's unit; a value beyond is out. */
  readonly low: number;
  readonly high: number;
  /** The time between two readings. */
  readonly every: Millis;
}

/** Divides a stretch as its readings come by, in rising time. */
export interface ProvenTimeCount {
  /** A value that is missing or doubted proves nothing. */
  see(time: UtcMillis, value: number, good: boolean): void;
  /** The three times; they add up to the stretch. */
  result(): ThreeTimes;
}

/** Nothing was seen yet: all of it is unproven. */
export const countProvenTime = ({ from, to, low, high, every }: ProvenStretch): ProvenTimeCount => {
  const proven = { in: 0, out: 0 };
  let last: { readonly time: UtcMillis; readonly value: number } | undefined;
  const standing = (until: UtcMillis): ThreeTimes => {
    if (last === undefined) return { ...proven, unproven: 0 };
    const end = last.time + provenFor(until - last.time, every);
    const within = Math.max(0, Math.min(end, to) - Math.max(last.time, from));
    const isOut = last.value < low || last.value > high;
    return { in: proven.in + (isOut ? 0 : within), out: proven.out + (isOut ? within : 0), unproven: 0 };
  };
  return {
    see: (time, value, good) => {
      if (!good || !Number.isFinite(value) || time < (last?.time ?? time)) return;
      const { in: within, out } = standing(time);
      proven.in = within;
      proven.out = out;
      last = { time, value };
    },
    result: () => {
      const { in: within, out } = standing(Number.POSITIVE_INFINITY);
      return { in: within, out, unproven: Math.max(0, to - from) - within - out };
    },
  };
};
