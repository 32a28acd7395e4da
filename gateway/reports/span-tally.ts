import type { Millis, UtcMillis } from '../domain/clock.ts';
import { isBeyond, type JudgedBy } from './channel-table.ts';
import type { Figures, LongestExcursion } from './report-data.ts';

/** Unproven stretches that are listed, the longest of them; all are counted. */
const LISTED_GAPS = 12;
const MOST_HELD_GAPS = 400;

interface Gap {
  readonly from: UtcMillis;
  to: UtcMillis;
}

/** A stretch beyond a limit, while it lasts. */
type Excursion = { -readonly [Key in keyof LongestExcursion]: LongestExcursion[Key] };

type ToldTwice = { -readonly [Key in keyof NonNullable<Figures['twice']>]: NonNullable<Figures['twice']>[Key] };

/** What a channel comes to over one span of time: a day, or the whole period. Fed stretch by stretch: first what is proven, then what is not. */
export class SpanTally {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  #arrived = 0;
  #doubted = 0;
  #min = Number.NaN;
  #minAt: UtcMillis = 0;
  #max = Number.NaN;
  #maxAt: UtcMillis = 0;
  #weighted = 0;
  #in: Millis = 0;
  #above: Millis = 0;
  #below: Millis = 0;
  #unproven: Millis = 0;
  #switchedOff: Millis = 0;
  #twice: ToldTwice | undefined;
  #gapCount = 0;
  #lastGapEnd: UtcMillis = Number.NEGATIVE_INFINITY;
  #gaps: Gap[] = [];
  #running: Excursion | undefined;
  #longest: Excursion | undefined;

  constructor(from: UtcMillis, to: UtcMillis) {
    this.from = from;
    this.to = to;
  }

  /** A good value came. Where the clock was set back, those of a moment that was told of already are not counted, and are looked at. */
  arrived(at: UtcMillis, value: number, isFirst: boolean): void {
    if (isFirst) this.#arrived += 1;
    if (!(value >= this.#min)) [this.#min, this.#minAt] = [value, at];
    if (!(value <= this.#max)) [this.#max, this.#maxAt] = [value, at];
  }

  /** A value came that stands and is doubted. */
  doubted(): void {
    this.#doubted += 1;
  }

  /** A value stood, proven, from one moment to another. */
  proven(from: UtcMillis, to: UtcMillis, value: number, judgedBy: JudgedBy | undefined): void {
    this.#weighted += value * (to - from);
    if (judgedBy !== undefined && isBeyond(judgedBy, value)) {
      if (judgedBy.high !== undefined && value > judgedBy.high) this.#above += to - from;
      else this.#below += to - from;
      this.#beyond(from, to, value, judgedBy);
      return;
    }
    this.#in += to - from;
    if (this.#running !== undefined) this.#end(from);
  }

  /** The cabinet was switched off as planned from one moment to another. */
  switchedOff(from: UtcMillis, to: UtcMillis): void {
    this.#switchedOff += to - from;
  }

  /** Nothing is known from one moment to another. */
  unproven(from: UtcMillis, to: UtcMillis): void {
    this.#unproven += to - from;
    const last = this.#gaps.at(-1);
    if (last !== undefined && this.#lastGapEnd === from) last.to = to;
    else this.#newGap({ from, to });
    this.#lastGapEnd = to;
  }

  /** Of moments between two, so many ms were told of once more, and are not counted again; `isOut`: with a value beyond a limit. */
  twice(from: UtcMillis, to: UtcMillis, time: Millis, isOut: boolean): void {
    this.#twice ??= { from, to, time: 0, out: 0 };
    this.#twice.from = Math.min(this.#twice.from, from);
    this.#twice.to = Math.max(this.#twice.to, to);
    this.#twice.time += time;
    if (isOut) this.#twice.out += time;
  }

  /** What comes next does not follow on what went before: an excursion ends here. */
  interrupted(at: UtcMillis): void {
    this.#end(at);
  }

  /** The figures, once the record goes no further than `through`; `expected` readings would have come. */
  figures(expected: number, through: UtcMillis): Figures {
    this.#end(Math.min(this.to, through));
    const out = this.#above + this.#below;
    const proven = this.#in + out;
    const has = !Number.isNaN(this.#min);
    return {
      expected,
      arrived: this.#arrived,
      doubted: this.#doubted,
      min: has ? this.#min : null,
      minAt: has ? this.#minAt : null,
      max: has ? this.#max : null,
      maxAt: has ? this.#maxAt : null,
      mean: proven === 0 ? null : Math.round((this.#weighted / proven) * 1000) / 1000,
      times: { in: this.#in, out, unproven: this.#unproven, switchedOff: this.#switchedOff },
      ...(this.#twice === undefined ? {} : { twice: this.#twice }),
      beyond: { high: this.#above, low: this.#below },
      longest: this.#longest ?? null,
      gaps: { count: this.#gapCount, time: this.#unproven, listed: longestOf(this.#gaps) },
    };
  }

  #newGap(gap: Gap): void {
    this.#gapCount += 1;
    this.#gaps.push(gap);
    if (this.#gaps.length > MOST_HELD_GAPS) this.#gaps = [...longestOf(this.#gaps.slice(0, -1)), gap];
  }

  #beyond(from: UtcMillis, to: UtcMillis, value: number, judgedBy: JudgedBy): void {
    this.#running ??= { from, to, beyond: 0, unproven: 0, peak: value, peakAt: from };
    this.#running.beyond += to - from;
    if (distance(judgedBy, value) <= distance(judgedBy, this.#running.peak)) return;
    this.#running.peak = value;
    this.#running.peakAt = from;
  }

  #end(at: UtcMillis): void {
    const ended = this.#running;
    this.#running = undefined;
    if (ended === undefined) return;
    ended.to = at;
    // No value within came in between: what is not proven beyond is not proven.
    ended.unproven = at - ended.from - ended.beyond;
    if (ended.beyond > (this.#longest?.beyond ?? 0)) this.#longest = ended;
  }
}

const distance = ({ low, high }: JudgedBy, value: number): number =>
  Math.max(
    high === undefined ? Number.NEGATIVE_INFINITY : value - high,
    low === undefined ? Number.NEGATIVE_INFINITY : low - value,
  );

const longestOf = (gaps: readonly Gap[]): Gap[] =>
  [...gaps]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, LISTED_GAPS)
    .sort((a, b) => a.from - b.from);
