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

/** A part of a stretch that is proven within the limits, or beyond one. */
export interface ProvenPart {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly isOut: boolean;
}

/** Divides a stretch as its readings come by, in rising time. */
export interface ProvenTimeCount {
  /** A value that is missing or doubted proves nothing. */
  see(time: UtcMillis, value: number, good: boolean): void;
  /** What is proven, in order of time and apart. */
  parts(): readonly ProvenPart[];
  /** The three times; they add up to the stretch. */
  result(): ThreeTimes;
}

/** Nothing was seen yet: all of it is unproven. */
export const countProvenTime = ({ from, to, low, high, every }: ProvenStretch): ProvenTimeCount => {
  const proven: ProvenPart[] = [];
  let last: { readonly time: UtcMillis; readonly value: number } | undefined;
  /** What the last value proves up to a moment. */
  const standing = (until: UtcMillis): readonly ProvenPart[] => {
    if (last === undefined) return [];
    const end = last.time + provenFor(until - last.time, every);
    const part = { from: Math.max(last.time, from), to: Math.min(end, to), isOut: last.value < low || last.value > high };
    return part.from < part.to ? [part] : [];
  };
  const parts = (): readonly ProvenPart[] => [...proven, ...standing(Number.POSITIVE_INFINITY)];
  return {
    see: (time, value, good) => {
      if (!good || !Number.isFinite(value) || time < (last?.time ?? time)) return;
      for (const part of standing(time)) join(proven, part);
      last = { time, value };
    },
    parts,
    result: () => {
      const [within, out] = [false, true].map((isOut) => lengthOf(parts().filter((part) => part.isOut === isOut)));
      return { in: within ?? 0, out: out ?? 0, unproven: Math.max(0, to - from) - (within ?? 0) - (out ?? 0) };
    },
  };
};

/** A part that goes on with the last one is one with it. */
const join = (proven: ProvenPart[], part: ProvenPart): void => {
  const last = proven.at(-1);
  if (last?.to === part.from && last.isOut === part.isOut) proven[proven.length - 1] = { ...last, to: part.to };
  else proven.push(part);
};

const lengthOf = (parts: readonly ProvenPart[]): Millis => parts.reduce((sum, { from, to }) => sum + to - from, 0);
