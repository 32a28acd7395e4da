import type { UtcMillis } from '../domain/clock.ts';
import { provenFor } from '../domain/three-times.ts';
import type { ReportChannel } from './channel-table.ts';
import { ChartSeries } from './chart-series.ts';
import { DoorTally } from './door-tally.ts';
import type { Figures } from './report-data.ts';
import type { LocalDay } from './report-period.ts';
import { SpanTally } from './span-tally.ts';

/** From when until when a channel was watched; what lies outside is nobody's, and not unproven. */
export interface Watched {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** One channel over a period: its readings in the order of time, made into stretches, each told to whom it concerns. */
export class ChannelTally {
  #channel: ReportChannel;
  readonly chart: ChartSeries;
  readonly door: DoorTally | undefined;
  readonly #watched: Watched;
  readonly #total: SpanTally;
  readonly #days: readonly SpanTally[];
  readonly #dates: readonly string[];
  #day = 0;
  /** When it was last heard of, and the value that stands since; NaN where nothing is known. */
  #at: UtcMillis = Number.NEGATIVE_INFINITY;
  #value = Number.NaN;

  constructor(channel: ReportChannel, days: readonly LocalDay[], watched: Watched) {
    this.#channel = channel;
    const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
    this.#watched = { from: Math.max(from, watched.from), to: Math.min(to, watched.to) };
    this.chart = new ChartSeries(from, to);
    this.door = channel.opens === undefined ? undefined : new DoorTally(channel.opens, from, to);
    this.#total = new SpanTally(from, to);
    this.#days = days.map((day) => new SpanTally(day.from, day.to));
    this.#dates = days.map(({ date }) => date);
  }

  get channel(): ReportChannel {
    return this.#channel;
  }

  /** The channel as another table has it, from the next reading on. */
  reconfigure(channel: ReportChannel): void {
    this.#channel = channel;
  }

  /** A good value. */
  good(at: UtcMillis, value: number): void {
    this.#settle(at);
    this.#at = at;
    this.#value = value;
    if (at < this.#watched.from || at >= this.#watched.to) return;
    this.#total.arrived(at, value);
    this.#dayAt(at)?.arrived(at, value);
  }

  /** The device said that its probe is broken, or a value that is doubted: from here on nothing is known. */
  unknown(at: UtcMillis, isDoubted: boolean): void {
    this.#settle(at);
    this.#at = at;
    this.#value = Number.NaN;
    if (!isDoubted || at < this.#watched.from || at >= this.#watched.to) return;
    this.#total.doubted();
    this.#dayAt(at)?.doubted();
  }

  /** The record goes no further. */
  end(through: UtcMillis): void {
    this.#settle(Math.min(through, this.#watched.to));
    this.#at = Number.POSITIVE_INFINITY;
  }

  /** All figures, after `end`. */
  figures(through: UtcMillis): { readonly total: Figures; readonly days: readonly (Figures & { readonly date: string })[] } {
    const expectedIn = ({ from, to }: SpanTally): number => {
      const time = Math.min(to, this.#watched.to, through) - Math.max(from, this.#watched.from);
      return Math.max(0, Math.floor(time / this.#channel.every));
    };
    const days = this.#days.map((day, index) => ({ date: this.#dates[index] ?? '', ...day.figures(expectedIn(day), through) }));
    return { total: this.#total.figures(expectedIn(this.#total), through), days };
  }

  #dayAt(at: UtcMillis): SpanTally | undefined {
    while (this.#day > 0 && at < (this.#days[this.#day]?.from ?? 0)) this.#day -= 1; // a clock that was set back
    while (at >= (this.#days[this.#day]?.to ?? Number.POSITIVE_INFINITY)) this.#day += 1;
    return this.#days[this.#day];
  }

  /** What is known of the time since the channel was last heard of. */
  #settle(until: UtcMillis): void {
    if (until <= this.#at) return;
    const proven = Number.isNaN(this.#value) ? 0 : provenFor(until - this.#at, this.#channel.every);
    if (proven > 0) this.#tell(this.#at, this.#at + proven, this.#value);
    this.#tell(this.#at + proven, until, Number.NaN);
  }

  #tell(begins: UtcMillis, ends: UtcMillis, value: number): void {
    const from = Math.max(begins, this.#watched.from);
    const to = Math.min(ends, this.#watched.to);
    if (from >= to) return;
    for (const whom of [this.#total, this.chart, this.door]) tell(whom, from, to, value, this.#channel);
    for (let at = from; at < to; ) {
      const day = this.#dayAt(at);
      if (day === undefined) return;
      const end = Math.min(to, day.to);
      tell(day, at, end, value, this.#channel);
      at = end;
    }
  }
}

const tell = (
  whom: SpanTally | ChartSeries | DoorTally | undefined,
  from: UtcMillis,
  to: UtcMillis,
  value: number,
  { judgedBy }: ReportChannel,
): void => {
  if (Number.isNaN(value)) whom?.unproven(from, to);
  else whom?.proven(from, to, value, judgedBy);
};
