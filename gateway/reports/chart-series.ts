import type { UtcMillis } from '../domain/clock.ts';
import { isBeyond, type JudgedBy } from './channel-table.ts';

/** Points across a chart: as many as a page can show. */
export const CHART_POINTS = 480;

/** Unproven stretches that a chart draws one by one; shorter ones beyond that flow together with their neighbours. */
const MOST_STRETCHES = 600;

interface Stretch {
  readonly from: UtcMillis;
  to: UtcMillis;
}

/** What is proven at a point of time, from least to most: `known` where nothing judges the value. */
const PROOFS = ['nothing', 'known', 'within', 'beyond'] as const;
export type Proof = (typeof PROOFS)[number];

/** What a chart shows of a channel: the lowest and the highest value of each point of time, what is proven of it, and what is not. */
export class ChartSeries {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly unprovenStretches: Stretch[] = [];
  readonly offStretches: Stretch[] = [];
  readonly #proofs = new Uint8Array(CHART_POINTS);
  readonly #width: number;

  constructor(from: UtcMillis, to: UtcMillis) {
    this.from = from;
    this.to = to;
    this.#width = (to - from) / CHART_POINTS;
    this.lows = new Float64Array(CHART_POINTS).fill(Number.NaN);
    this.highs = new Float64Array(CHART_POINTS).fill(Number.NaN);
  }

  /** A value stood, proven. */
  proven(from: UtcMillis, to: UtcMillis, value: number, judgedBy: JudgedBy | undefined): void {
    const proof = PROOFS.indexOf(judgedBy === undefined ? 'known' : isBeyond(judgedBy, value) ? 'beyond' : 'within');
    const [first, last] = this.#points(from, to);
    for (let point = first; point <= last; point += 1) this.#proofs[point] = Math.max(proof, this.#proofs[point] ?? 0);
    this.seen(from, to, value);
  }

  /** What the most telling value of a point of time proves. */
  proofAt(point: number): Proof {
    return PROOFS[this.#proofs[point] ?? 0] ?? 'nothing';
  }

  /** A value stood, which proves nothing of these moments: nobody vouches for the time. */
  seen(from: UtcMillis, to: UtcMillis, value: number): void {
    const [first, last] = this.#points(from, to);
    for (let point = first; point <= last; point += 1) {
      if (!(value >= (this.lows[point] ?? 0))) this.lows[point] = value;
      if (!(value <= (this.highs[point] ?? 0))) this.highs[point] = value;
    }
  }

  #points(from: UtcMillis, to: UtcMillis): readonly [first: number, last: number] {
    const first = Math.max(0, Math.floor((from - this.from) / this.#width));
    const last = Math.min(CHART_POINTS - 1, Math.ceil((to - this.from) / this.#width) - 1);
    return [first, Math.max(first, last)];
  }

  unproven(from: UtcMillis, to: UtcMillis): void {
    this.#addTo(this.unprovenStretches, from, to);
  }

  /** It was switched off as planned. */
  switchedOff(from: UtcMillis, to: UtcMillis): void {
    this.#addTo(this.offStretches, from, to);
  }

  #addTo(stretches: Stretch[], from: UtcMillis, to: UtcMillis): void {
    const last = stretches.at(-1);
    const near = stretches.length < MOST_STRETCHES ? 0 : this.#width * 4;
    if (last !== undefined && from - last.to <= near) last.to = to;
    else stretches.push({ from, to });
  }
}
