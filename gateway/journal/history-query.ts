import { POINT_STRIDE, type PointSink, unpackPiece } from './history-piece.ts';

/** Sealed readings of a channel between two times. */
export interface HistoryAnswer {
  /** `POINT_STRIDE` numbers a point, in the order of time: UTC ms, value (NaN for none), quality code. */
  readonly points: Float64Array;
  /** True where there were more points than asked for: of each short span, the first, the last, the extremes and the first without a value are given. */
  readonly thinned: boolean;
}

/** What a span of time keeps when points are thinned. */
const KEPT_OF_A_SPAN = 5;

/**
 * The points of `rows` between `from` and `to` (UTC ms, both included): all of them, or, where they are more than `most`,
 * what a chart of that many points must show: no extreme and no first missing value is lost.
 */
export const pointsBetween = (
  rows: readonly Uint8Array[],
  [from, to]: readonly [number, number],
  most: number,
  onBroken: () => void,
): HistoryAnswer => {
  const all: number[] = [];
  const thinner = createThinner(from, to, Math.max(1, Math.floor(most / KEPT_OF_A_SPAN)));
  let count = 0;
  const sink: PointSink = (at, value, quality) => {
    if (at < from || at > to) return;
    count += 1;
    if (count <= most) all.push(at, value, quality);
    thinner.add(at, value, quality);
  };
  for (const row of rows) if (!unpackPiece(row, sink)) onBroken();
  const thinned = count > most;
  return { points: inOrder(thinned ? thinner.points() : all), thinned };
};

type Point = readonly [at: number, value: number, quality: number];

/** The few points by which a span of time is shown. */
interface Span {
  first: Point;
  last: Point;
  lowest: Point | undefined;
  highest: Point | undefined;
  missing: Point | undefined;
}

const createThinner = (from: number, to: number, count: number) => {
  const spans = new Map<number, Span>();
  const width = Math.max(1, (to - from + 1) / count);
  return {
    add: (at: number, value: number, quality: number): void => {
      const point: Point = [at, value, quality];
      const place = Math.floor((at - from) / width);
      const span = spans.get(place) ?? { first: point, last: point, lowest: undefined, highest: undefined, missing: undefined };
      spans.set(place, span);
      span.last = point;
      if (Number.isNaN(value)) {
        span.missing ??= point;
        return;
      }
      if (span.lowest === undefined || value < span.lowest[1]) span.lowest = point;
      if (span.highest === undefined || value > span.highest[1]) span.highest = point;
    },
    points: (): readonly number[] =>
      [...spans.values()].flatMap(({ first, last, lowest, highest, missing }) =>
        [...new Set([first, last, lowest, highest, missing])].flatMap((point) => point ?? []),
      ),
  };
};

const inOrder = (numbers: readonly number[]): Float64Array => {
  const places = Array.from({ length: numbers.length / POINT_STRIDE }, (_, place) => place * POINT_STRIDE);
  places.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  return Float64Array.from(places.flatMap((place) => numbers.slice(place, place + POINT_STRIDE)));
};
