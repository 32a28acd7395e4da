import { type SealedBlock, type Sha256, sealText } from '../domain/block.ts';
import type { ClockTrust, Instant, UtcMillis } from '../domain/clock.ts';
import type { Head } from '../domain/lane.ts';
import { qualityOf } from '../domain/quality.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import { isRecorded, recordedQuality } from './recorded-reading.ts';

/**
 * A block of readings is sealed before its text grows beyond this many characters. Compressed, that is some 4 KB, which
 * even a link of 20 kbit/s carries in under two seconds: an alarm never waits longer for a block that is on its way.
 */
export const LONGEST_READINGS_TEXT = 16_384;

/** How far ahead the earliest reading is looked for; a block seldom holds more. */
const LOOK_AHEAD = 2048 * BATCH_STRIDE;

/** What the record says of every block: whose it is. */
export interface Identity {
  readonly gateway: string;
  readonly journal: string;
}

/** What every block of one run has in common. */
export interface Run {
  /** Starts of the machine so far. */
  readonly boot: number;
  /** The channel table in force: first 12 hex digits of its SHA-256. */
  readonly config: string;
  /** Channel ids, by place in the table. */
  readonly channels: readonly string[];
}

/** Where a run of readings lies: numbers `from` to `to` of `numbers`, `BATCH_STRIDE` a reading. */
export interface ReadingsView {
  readonly numbers: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** When a block began, on both clocks. */
export interface Began {
  readonly up: number;
  readonly t0: UtcMillis;
  readonly clock: ClockTrust;
}

/**
 * The block of readings that is being written: its text grows reading by reading, and equals what `sealBlock` of the
 * domain would make of the same readings. Built straight from plain numbers: this is the journal's hot path.
 */
export class ReadingsDraft {
  readonly #run: Run;
  readonly #quoted: readonly string[];
  /** Per place in the channel table: its place in this block's `channels`, or -1. */
  readonly #places: Int32Array;
  #used: number[] = [];
  #names = '';
  #text = '';
  #count = 0;
  #began: Began | undefined;
  #views: ReadingsView[] = [];

  constructor(run: Run) {
    this.#run = run;
    this.#quoted = run.channels.map((id) => JSON.stringify(id));
    this.#places = new Int32Array(run.channels.length).fill(-1);
  }

  /** Readings in it. */
  get count(): number {
    return this.#count;
  }

  /** When it began; undefined while it is empty. */
  get began(): Began | undefined {
    return this.#began;
  }

  /** Characters of text so far, without the header. */
  get length(): number {
    return this.#text.length + this.#names.length;
  }

  /** The readings in it, as they were given. */
  get views(): readonly ReadingsView[] {
    return this.#views;
  }

  /**
   * Takes readings from `numbers[from]` on, and says where it stopped: at the end, before a reading that would make it too
   * long, or before one that is earlier than its beginning. An empty draft always takes one.
   */
  take(numbers: Float64Array, from: number, at: Instant, clock: ClockTrust): number {
    const began = this.#began ?? beginning(numbers, from, at, clock);
    this.#began = began;
    let next = from;
    let before = Number.NaN;
    let offset = '';
    while (next < numbers.length) {
      const elapsed = Math.floor(numbers[next] ?? 0);
      if (elapsed !== before) {
        if (elapsed < began.up && this.#count > 0) break;
        offset = `[${elapsed - began.up},`;
        before = elapsed;
      }
      const place = this.#placeOf(numbers[next + 1] ?? -1);
      this.#text += `${offset}${place}${valueText(numbers[next + 2] ?? Number.NaN, numbers[next + 3] ?? 0)}`;
      this.#count += 1;
      next += BATCH_STRIDE;
      if (this.length > LONGEST_READINGS_TEXT - 64) break; // room for one more of the longest readings
    }
    this.#views.push({ numbers, from, to: next });
    return next;
  }

  /** True once it should take no more. */
  get full(): boolean {
    return this.length > LONGEST_READINGS_TEXT - 64;
  }

  /** Seals what is in it behind `head`, and starts empty. */
  seal({ gateway, journal }: Identity, head: Head, sha256: Sha256): SealedBlock {
    const { boot, config } = this.#run;
    const { up, t0, clock } = this.#began ?? { up: 0, t0: 0, clock: 'unsure' };
    const first = head[0] + 1;
    const last = head[0] + this.#count;
    const body =
      `{"v":1,"gateway":"${gateway}","journal":"${journal}","lane":"readings","first":${first},"last":${last}` +
      `,"prev":"${head[1]}","config":"${config}","boot":${boot},"up":${up},"t0":${t0},"clock":"${clock}"` +
      `,"channels":[${this.#names}],"readings":[${this.#text.slice(0, -1)}]}`;
    this.#clear();
    return { lane: 'readings', first, last, ...sealText(body, sha256) };
  }

  #placeOf(channel: number): number {
    const known = this.#places[channel] ?? -1;
    if (known >= 0) return known;
    const quoted = this.#quoted[channel];
    if (quoted === undefined) throw new RangeError(`no channel stands at place ${channel} of the channel table`);
    const place = this.#used.length;
    this.#names += place === 0 ? quoted : `,${quoted}`;
    this.#used.push(channel);
    this.#places[channel] = place;
    return place;
  }

  #clear(): void {
    for (const channel of this.#used) this.#places[channel] = -1;
    this.#used = [];
    this.#names = '';
    this.#text = '';
    this.#count = 0;
    this.#began = undefined;
    this.#views = [];
  }
}

/** A reading's end: `,value]` or `,value,"quality"]`, and the comma before the next. */
const valueText = (value: number, code: number): string => {
  if (code === 0 && Number.isFinite(value)) return `,${value}],`;
  return `,${isRecorded(value, code) ? value : 'null'},"${qualityOf(recordedQuality(value, code))}"],`;
};

const beginning = (numbers: Float64Array, from: number, at: Instant, clock: ClockTrust): Began => {
  let earliest = numbers[from] ?? 0;
  const end = Math.min(numbers.length, from + LOOK_AHEAD);
  for (let index = from; index < end; index += BATCH_STRIDE) earliest = Math.min(earliest, numbers[index] ?? earliest);
  const up = Math.floor(earliest);
  return { up, t0: Math.round(at.now - (at.elapsed - up)), clock };
};
