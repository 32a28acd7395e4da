/** Ten to the power of 0 to 6: what a decimal of the record may be scaled by. */
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

/** Stands in place of a power of ten where a number is no short decimal, and follows as eight bytes. */
export const RAW_NUMBER = 7;

/** Above this, a scaled decimal would not survive the way through a varint. */
const LARGEST_SCALED = 2 ** 44;

/** Writes numbers in as few bytes as they need. Grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #used = 0;

  constructor(expected = 256) {
    this.#bytes = new Uint8Array(expected);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** A whole number from 0 to 2^53: seven bits a byte, the lowest first. */
  whole(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#used] = (rest % 128) + 128;
      this.#used += 1;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#used] = rest;
    this.#used += 1;
  }

  /** A whole number of either sign: 0, -1, 1, -2 … become 0, 1, 2, 3 …. */
  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Eight bytes, exactly as the number is. */
  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#used, value);
    this.#used += 8;
  }

  /** Any number, exactly: 55.1 takes two bytes, what is no short decimal takes nine. */
  decimal(value: number): void {
    const power = decimalsOf(value);
    if (power === RAW_NUMBER) {
      this.whole(RAW_NUMBER);
      this.double(value);
    } else {
      const scaled = Math.round(value * scaleOf(power));
      this.whole((scaled < 0 ? -2 * scaled - 1 : 2 * scaled) * 8 + power);
    }
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** A copy of what was written so far. */
  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#used);
  }

  #reserve(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Reads what a `ByteWriter` wrote. Past the end every byte is 0: whoever reads must know how much there is. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  whole(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  signed(): number {
    const value = this.whole();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const value = this.#view.getFloat64(this.#at);
    this.#at += 8;
    return value;
  }

  decimal(): number {
    const packed = this.whole();
    const power = packed % 8;
    if (power === RAW_NUMBER) return this.double();
    const zigzag = (packed - power) / 8;
    return (zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2) / scaleOf(power);
  }
}

const scaleOf = (power: number): number => POWERS[power] ?? 1;

/** The fewest decimals that give `value` back exactly, or `RAW_NUMBER`. Minus zero is no decimal: its sign would be lost. */
export const decimalsOf = (value: number): number => {
  if (Object.is(value, -0)) return RAW_NUMBER;
  for (let power = 0; power < POWERS.length; power += 1) {
    const scale = scaleOf(power);
    const scaled = Math.round(value * scale);
    if (scaled / scale === value && Math.abs(scaled) < LARGEST_SCALED) return power;
  }
  return RAW_NUMBER;
};
