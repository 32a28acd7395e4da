import type { UtcMillis } from '../domain/clock.ts';
import { CHART_POINTS } from './chart-series.ts';

/** For how much of each point of a chart's time something went on: an open door, a defrost. */
export class MarkSeries {
  readonly #from: UtcMillis;
  readonly #width: number;
  readonly #shares = new Float64Array(CHART_POINTS);

  constructor(from: UtcMillis, to: UtcMillis) {
    this.#from = from;
    this.#width = (to - from) / CHART_POINTS;
  }

  /** It went on from one moment to another. */
  mark(from: UtcMillis, to: UtcMillis): void {
    const [begins, ends] = [from, to].map((at) => Math.min(CHART_POINTS, Math.max(0, (at - this.#from) / this.#width)));
    if (begins === undefined || ends === undefined) return;
    for (let point = Math.floor(begins); point < ends; point += 1) {
      const share = Math.min(ends, point + 1) - Math.max(begins, point);
      this.#shares[point] = Math.min(1, (this.#shares[point] ?? 0) + share);
    }
  }

  /** Of 1 where it went on all the time, per point; 0 where not at all. */
  get shares(): readonly number[] {
    return [...this.#shares];
  }
}
