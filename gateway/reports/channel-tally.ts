import type { Millis, UtcMillis } from '../domain/clock.ts';
import { GAP_PERIODS, provenFor } from '../domain/three-times.ts';
import { isBeyond, type ReportChannel } from './channel-table.ts';
import { ChartSeries } from './chart-series.ts';
import { CoveredTime, type Stretch } from './covered-time.ts';
import { DoorTally } from './door-tally.ts';
import type { Figures } from './report-data.ts';
import type { LocalDay } from './report-period.ts';
import { SpanTally } from './span-tally.ts';

/** From when until when a channel was watched; what lies outside is nobody's, and not unproven. */
export interface Watched {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** How often it was to be read, table by table. */
  readonly due: readonly (Stretch & { readonly every: Millis })[];
}

/** What a reading's moment is worth: what its block says of the clocks. */
export interface Timing {
  /** Names the journal and the start of the machine: only within one does the clock that only grows go on. */
  readonly start: string;
  /** That clock less the wall time, ms. */
  readonly ahead: Millis;
  /** Whether anybody vouches for the wall time. */
  readonly isSure: boolean;
}

/** One channel over a period: its readings, made into stretches of proven time; what they leave is unproven. */
export class ChannelTally {
  /** As the last table of the period has it. */
  readonly channel: ReportChannel;
  readonly chart: ChartSeries;
  readonly door: DoorTally | undefined;
  readonly #watched: Watched;
  readonly #total: SpanTally;
  readonly #days: readonly SpanTally[];
  readonly #dates: readonly string[];
  #day = 0;
  /** The channel of the table that readings come under, and of the one that the last of them came under. */
  #table: ReportChannel;
  #judging: ReportChannel;
  /** When it was last heard of, and the value that stands since; NaN where nothing is known. */
  #at: UtcMillis = Number.NEGATIVE_INFINITY;
  #value = Number.NaN;
  #timing: Timing | undefined;
  /** What a value was told of. A moment is told of once, also where the clock was set back. */
  readonly #told = new CoveredTime();
  /** When it was switched off as planned: no value is judged then, and none is missing. */
  #off = new CoveredTime();
  #lastEnd: UtcMillis = Number.NEGATIVE_INFINITY;

  /** `off` as far as the record told of it, each stretch apart from the others. */
  constructor(channel: ReportChannel, days: readonly LocalDay[], watched: Watched, off: readonly Stretch[] = []) {
    this.channel = channel;
    this.#table = channel;
    this.#judging = channel;
    const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
    this.#watched = { ...watched, from: Math.max(from, watched.from), to: Math.min(to, watched.to) };
    for (const stretch of off) this.#off.cover(stretch.from, stretch.to);
    this.chart = new ChartSeries(from, to);
    this.door = channel.opens === undefined ? undefined : new DoorTally(channel.opens, from, to);
    this.#total = new SpanTally(from, to);
    this.#days = days.map((day) => new SpanTally(day.from, day.to));
    this.#dates = days.map(({ date }) => date);
  }

  /** The channel as another table has it, from the next reading on. What stands until then is judged as before. */
  reconfigure(channel: ReportChannel): void {
    this.#table = channel;
  }

  /** A good value. */
  good(at: UtcMillis, value: number, timing: Timing): void {
    this.#hear(at, value, timing);
    if (at < this.#watched.from || at >= this.#watched.to || this.#off.has(at)) return;
    const isFirst = !this.#told.has(at);
    this.#total.arrived(at, value, isFirst);
    this.#dayAt(at)?.arrived(at, value, isFirst);
  }

  /** The device said that its probe is broken, or a value that is doubted: from here on nothing is known. */
  unknown(at: UtcMillis, isDoubted: boolean, timing: Timing): void {
    this.#hear(at, Number.NaN, timing);
    if (!isDoubted || at < this.#watched.from || at >= this.#watched.to || this.#off.has(at)) return;
    this.#total.doubted();
    this.#dayAt(at)?.doubted();
  }

  /**
   * The record goes no further: the last value proves one period, and what no value was told of is unproven. Behind
   * `recordEnds` nothing says that the channel was still switched off as planned.
   */
  end(through: UtcMillis, recordEnds: UtcMillis = through): void {
    this.#settle(through, Number.POSITIVE_INFINITY);
    this.#at = Number.POSITIVE_INFINITY;
    const ends = Math.min(through, this.#watched.to);
    this.#endOff(Math.min(ends, recordEnds));
    for (const { from, to } of this.#told.open(this.#watched.from, ends)) {
      for (const whom of [this.#total, this.chart, this.door]) whom?.unproven(from, to);
      this.#eachDay(from, to, (day, begins, ends) => day.unproven(begins, ends));
    }
  }

  #endOff(ends: UtcMillis): void {
    const stretches = this.#off.between(this.#watched.from, ends);
    if (this.#off.touches(this.#lastEnd, ends)) this.#interrupt();
    this.#off = new CoveredTime();
    for (const { from, to } of stretches) {
      this.#off.cover(from, to);
      this.#told.cover(from, to);
      this.#total.switchedOff(from, to);
      this.chart.switchedOff(from, to);
      this.#eachDay(from, to, (day, begins, until) => day.switchedOff(begins, until));
    }
  }

  /** All figures, after `end`. */
  figures(through: UtcMillis): { readonly total: Figures; readonly days: readonly (Figures & { readonly date: string })[] } {
    const days = this.#days.map((day, index) => ({
      date: this.#dates[index] ?? '',
      ...day.figures(this.#expected(day, through), through),
    }));
    return { total: this.#total.figures(this.#expected(this.#total, through), through), days };
  }

  /** Readings that were due, each stretch by the period in force; a part of a period brings none. */
  #expected({ from, to }: Stretch, through: UtcMillis): number {
    const [begins, ends] = [Math.max(from, this.#watched.from), Math.min(to, this.#watched.to, through)];
    const periods = this.#watched.due.flatMap((due) =>
      this.#off.open(Math.max(begins, due.from), Math.min(ends, due.to)).map((part) => (part.to - part.from) / due.every),
    );
    return Math.floor(periods.reduce((sum, count) => sum + count, 0) + 1e-6);
  }

  #hear(at: UtcMillis, value: number, timing: Timing): void {
    this.#extendOff(at);
    this.#settle(at, this.#elapsedUntil(at, timing));
    this.#at = at;
    this.#value = value;
    this.#timing = timing;
    this.#judging = this.#table;
  }

  /** A value that was read while it was off says nothing of when it runs: that is judged from the first reading on, if it comes in time. */
  #extendOff(at: UtcMillis): void {
    const ended = this.#off.endBefore(at);
    if (ended === undefined || ended <= this.#at || at - ended > GAP_PERIODS * this.#table.every) return;
    this.#off.cover(ended, at);
  }

  /** By the clock that only grows: a start of the machine ends all that was known, whatever the wall clock says. */
  #elapsedUntil(at: UtcMillis, { start, ahead }: Timing): Millis {
    const before = this.#timing;
    return before?.start === start ? at + ahead - (this.#at + before.ahead) : Number.POSITIVE_INFINITY;
  }

  /** What the last value proves, up to the next. */
  #settle(until: UtcMillis, elapsed: Millis): void {
    if (until < this.#at) this.#interrupt();
    if (Number.isNaN(this.#value) || until <= this.#at) return;
    const { every } = this.#judging;
    this.#prove(this.#at, this.#at + provenBetween(until - this.#at, elapsed, every));
  }

  #prove(begins: UtcMillis, ends: UtcMillis): void {
    const from = Math.max(begins, this.#watched.from);
    const to = Math.min(ends, this.#watched.to);
    if (this.#off.has(this.#at)) return;
    for (const part of this.#off.open(from, to)) this.#proveJudged(part);
  }

  #proveJudged({ from, to }: Stretch): void {
    // Nobody knows when such a value stood: it makes nothing good, and what it has beyond a limit is not hidden.
    if (this.#timing?.isSure === false && !this.#isBeyond()) {
      this.chart.seen(from, to, this.#value);
      return;
    }
    if (this.#off.touches(this.#lastEnd, from)) this.#interrupt();
    let twice = to - from;
    for (const fresh of this.#told.cover(from, to)) {
      twice -= fresh.to - fresh.from;
      this.#tell(fresh);
    }
    if (twice > 0) this.#tellTwice({ from, to }, twice);
  }

  #tell({ from, to }: Stretch): void {
    const { judgedBy } = this.#judging;
    for (const whom of [this.#total, this.chart, this.door]) whom?.proven(from, to, this.#value, judgedBy);
    this.#eachDay(from, to, (day, begins, ends) => day.proven(begins, ends, this.#value, judgedBy));
    this.#lastEnd = to;
  }

  #tellTwice({ from, to }: Stretch, time: Millis): void {
    const isOut = this.#isBeyond();
    for (const span of [this.#total, this.#dayAt(from)]) span?.twice(from, to, time, isOut);
  }

  #isBeyond(): boolean {
    const { judgedBy } = this.#judging;
    return judgedBy !== undefined && isBeyond(judgedBy, this.#value);
  }

  /** What comes next does not follow on what was told last. */
  #interrupt(): void {
    for (const span of [this.#total, ...this.#days]) span.interrupted(this.#lastEnd);
  }

  #eachDay(from: UtcMillis, to: UtcMillis, tell: (day: SpanTally, from: UtcMillis, to: UtcMillis) => void): void {
    for (let at = from; at < to; ) {
      const day = this.#dayAt(at);
      if (day === undefined) return;
      const end = Math.min(to, day.to);
      tell(day, at, end);
      at = end;
    }
  }

  #dayAt(at: UtcMillis): SpanTally | undefined {
    while (this.#day > 0 && at < (this.#days[this.#day]?.from ?? Number.POSITIVE_INFINITY)) this.#day -= 1; // a clock that was set back
    while (at >= (this.#days[this.#day]?.to ?? Number.POSITIVE_INFINITY)) this.#day += 1;
    return this.#days[this.#day];
  }
}

/**
 * How much a value proves of the wall time up to the next. What passed on the clock that only grows counts as well: over a gap
 * that a wall clock hides, because it was set back meanwhile, a value proves nothing.
 */
const provenBetween = (wall: Millis, elapsed: Millis, every: Millis): Millis => {
  const isHidden = Number.isFinite(elapsed) && elapsed > GAP_PERIODS * every && wall <= GAP_PERIODS * every;
  return isHidden ? 0 : Math.min(wall, provenFor(Math.max(wall, elapsed), every));
};
