import { summed, unsummed } from './byte-sum.ts';
import { ByteReader, ByteWriter, decimalsOf, RAW_NUMBER } from './packed-numbers.ts';

/** Numbers per point of a channel's history: UTC ms, value (NaN for none), quality code. */
export const POINT_STRIDE = 3;

/** Takes points one by one, in the order in which they were sealed. */
export type PointSink = (at: number, value: number, quality: number) => void;

/**
 * Neighbouring points of one channel, packed as they come. A regular reading takes about two bytes: how far its time
 * differs from the rhythm so far, and how far its value moved. Quality stands only where it changes.
 */
export class HistoryPiece {
  readonly #writer = new ByteWriter(64);
  readonly #decimals: number;
  #count = 0;
  #first = 0;
  #began = 0;
  #earliest = Number.MAX_SAFE_INTEGER;
  #latest = 0;
  #at = 0;
  #rhythm = 0;
  #scaled = 0;
  #quality = 0;
  #last = 0;

  /** `decimals` of the channel's resolution; a value that has more is kept exactly, at the price of nine bytes. */
  constructor(resolution: number) {
    this.#decimals = Math.min(decimalsOf(resolution), MOST_DECIMALS);
    this.#writer.whole(this.#decimals);
  }

  get count(): number {
    return this.#count;
  }

  /** Time of the earliest point; the first one, unless the clock was set back. */
  get earliest(): number {
    return this.#earliest;
  }

  get latest(): number {
    return this.#latest;
  }

  /** Number of the first reading in it. */
  get first(): number {
    return this.#first;
  }

  /** Number of the latest reading in it. */
  get last(): number {
    return this.#last;
  }

  add(number: number, at: number, value: number, quality: number): void {
    if (this.#count === 0) {
      this.#first = number;
      this.#began = this.#at = at;
    }
    const rhythm = at - this.#at;
    const scale = 10 ** this.#decimals;
    const scaled = Math.round(value * scale);
    const kind = kindOf(value, scaled, scale);
    const changed = kind !== STEP || quality !== this.#quality;
    this.#writer.whole(zigzag(rhythm - this.#rhythm) * 2 + (changed ? 1 : 0));
    if (changed) this.#writer.whole(quality * 4 + kind);
    if (kind === STEP) this.#writer.signed(scaled - this.#scaled);
    if (kind === EXACT) this.#writer.double(value);
    if (kind === STEP) this.#scaled = scaled;
    this.#quality = quality;
    this.#rhythm = rhythm;
    this.#at = at;
    this.#earliest = Math.min(this.#earliest, at);
    this.#latest = Math.max(this.#latest, at);
    this.#last = number;
    this.#count += 1;
  }

  /** The bytes of its row. */
  packed(): Buffer {
    const whole = new ByteWriter(this.#count * 3 + 16);
    whole.whole(this.#count);
    whole.whole(this.#began);
    whole.bytes(this.#writer.taken());
    return summed(whole.taken());
  }
}

/** Gives the points of a row to `sink`. False when the row is not what was written. */
export const unpackPiece = (row: Uint8Array, sink: PointSink): boolean => {
  const bytes = unsummed(row);
  if (bytes === undefined) return false;
  const reader = new ByteReader(bytes);
  const count = reader.whole();
  let at = reader.whole();
  const scale = 10 ** reader.whole();
  let rhythm = 0;
  let scaled = 0;
  let quality = 0;
  for (let point = 0; point < count; point += 1) {
    const marked = reader.whole();
    rhythm += unzigzag(Math.floor(marked / 2));
    at += rhythm;
    const change = marked % 2 === 1 ? reader.whole() : quality * 4 + STEP;
    quality = Math.floor(change / 4);
    const kind = change % 4;
    if (kind === STEP) scaled += reader.signed();
    sink(at, kind === STEP ? scaled / scale : kind === EXACT ? reader.double() : Number.NaN, quality);
  }
  return true;
};

const MOST_DECIMALS = RAW_NUMBER - 1;

// How a point's value stands: none, a step from the last one, or exactly, in eight bytes.
const NONE = 0;
const STEP = 1;
const EXACT = 2;

const LARGEST_STEP = 2 ** 40;

const kindOf = (value: number, scaled: number, scale: number): number => {
  if (Number.isNaN(value)) return NONE;
  return scaled / scale === value && Math.abs(scaled) < LARGEST_STEP ? STEP : EXACT;
};

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
