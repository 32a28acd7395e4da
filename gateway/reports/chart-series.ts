import type { UtcMillis } from '../domain/clock.ts';

/** Points across a chart: as many as a page can show. */
export const CHART_POINTS = 480;

/** Unproven stretches that a chart draws one by one; shorter ones beyond that flow together with their neighbours. */
const MOST_STRETCHES = 600;

interface Stretch {
  readonly from: UtcMillis;
  to: UtcMillis;
}

/** What a chart shows of a channel: the lowest and the highest proven value of each point of time, and what is unproven. */
export class ChartSeries {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly unprovenStretches: Stretch[] = [];
  readonly #width: number;

  constructor(from: UtcMillis, to: UtcMillis) {
    this.from = from;
    this.to = to;
    this.#width = (to - from) / CHART_POINTS;
    this.lows = new Float64Array(CHART_POINTS).fill(Number.NaN);
    this.highs = new Float64Array(CHART_POINTS).fill(Number.NaN);
  }

  proven(from: UtcMillis, to: UtcMillis, value: number): void {
    const first = Math.max(0, Math.floor((from - this.from) / this.#width));
    const last = Math.min(CHART_POINTS - 1, Math.ceil((to - this.from) / this.#width) - 1);
    for (let point = first; point <= Math.max(first, last); point += 1) {
      if (!(value >= (this.lows[point] ?? 0))) this.lows[point] = value;
      if (!(value <= (this.highs[point] ?? 0))) this.highs[point] = value;
    }
  }

  unproven(from: UtcMillis, to: UtcMillis): void {
    const last = this.unprovenStretches.at(-1);
    const near = this.unprovenStretches.length < MOST_STRETCHES ? 0 : this.#width * 4;
    if (last !== undefined && from - last.to <= near) last.to = to;
    else this.unprovenStretches.push({ from, to });
  }
}
