import type { Millis } from '../../domain/clock.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Quality } from '../../domain/quality.ts';
import { type Decoder, decoderOf, type ScaleSource, type Verdict } from './decoder.ts';
import { type Question, questionOf } from './question.ts';
import { type RawNumber, rawNumber } from './raw-number.ts';
import { halvedRead, type PlannedRead } from './read-plan.ts';
import { readFunction } from './request.ts';
import type { Stillness } from './stillness.ts';
import type { WantedValue } from './wanted-value.ts';

/** Whose read it is. */
export interface ReadOwner {
  readonly unit: number;
  /** Silence that the unit needs after its answer. */
  readonly quietAfter: Millis;
}

const NO_CORRECTION = { offset: 0 };

const decoderFor = ({ register, channel, scaleSource, address }: WantedValue, first: number): Decoder =>
  decoderOf({ register, place: address - first, correction: channel ?? NO_CORRECTION, scaleSource });

/** One read of a poll, made ready once: its question, and how its answer becomes an observation. */
export class PolledRead {
  readonly question: Question;
  /** Places in the channel table, one per value; empty for a read that only brings scales. */
  readonly channels: readonly number[];
  readonly #read: PlannedRead<WantedValue>;
  readonly #owner: ReadOwner;
  readonly #decoders: readonly Decoder[];
  readonly #stillness: readonly (Stillness | undefined)[];
  readonly #scales: readonly { readonly source: ScaleSource; readonly raw: RawNumber }[];
  readonly #nothing: readonly number[];
  readonly #silent: readonly Quality[];
  readonly #verdict: Verdict = { quality: 'good' };

  constructor(read: PlannedRead<WantedValue>, owner: ReadOwner) {
    const { table, address, count, spans } = read;
    const shown = spans.filter(({ channel }) => channel !== undefined);
    this.#read = read;
    this.#owner = owner;
    this.question = questionOf({ function: readFunction(table), unit: owner.unit, address, count }, owner.quietAfter);
    this.channels = shown.flatMap(({ channel }) => channel?.place ?? []);
    this.#decoders = shown.map((value) => decoderFor(value, address));
    this.#stillness = shown.map(({ stillness }) => stillness);
    this.#scales = spans.flatMap(({ scales, register, address: at }) =>
      scales === undefined ? [] : [{ source: scales, raw: rawNumber(register, at - address) }],
    );
    this.#nothing = this.channels.map(() => Number.NaN);
    this.#silent = this.channels.map((): Quality => 'no-answer');
  }

  /** True when values of this poll take their scale from it. */
  get bringsScales(): boolean {
    return this.#scales.length > 0;
  }

  /** The data of its answer as an observation. */
  observe(data: DataView, elapsed: Millis): Observation {
    const { channels } = this;
    const verdict = this.#verdict;
    const decoders = this.#decoders;
    for (const { source, raw } of this.#scales) source.raw = raw(data);
    const values: number[] = [];
    let qualities: Quality[] | undefined;
    for (let place = 0; place < decoders.length; place += 1) {
      verdict.quality = 'good';
      const value = decoders[place]?.(data, verdict) ?? Number.NaN;
      values.push(value);
      if (verdict.quality === 'good' && this.#stillness[place]?.isFrozen(value, elapsed) === true) verdict.quality = 'frozen';
      if (verdict.quality === 'good') continue;
      qualities ??= channels.map((): Quality => 'good');
      qualities[place] = verdict.quality;
    }
    return qualities === undefined ? { elapsed, channels, values } : { elapsed, channels, values, qualities };
  }

  /** The observation that there is nothing to observe, and why. */
  without(quality: Quality, elapsed: Millis): Observation {
    for (const { source } of this.#scales) {
      source.raw = Number.NaN;
      source.quality = quality;
    }
    const qualities = quality === 'no-answer' ? this.#silent : this.channels.map(() => quality);
    return { elapsed, channels: this.channels, values: this.#nothing, qualities };
  }

  /** The two reads that it can be halved into; nothing when it can't. */
  halves(): readonly [PolledRead, PolledRead] | undefined {
    const halves = halvedRead(this.#read);
    return halves === undefined ? undefined : [new PolledRead(halves[0], this.#owner), new PolledRead(halves[1], this.#owner)];
  }
}
