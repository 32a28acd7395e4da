import { ENDING, RESTRICTED, WITHIN_FRAME } from './characters.ts';

/** The longest frame with its overhead, in bytes. Source: LIS01-A2, 6.3.1; the 247 of E1381-95 lie within. */
export const LONGEST_FRAME = 64_000;

/** STX, ETB or ETX, two of checksum, CR and LF: what a frame has beside its body. */
const OVERHEAD = 6;
const LONGEST_BODY = LONGEST_FRAME - OVERHEAD;

/** A frame as it came, unjudged. */
export interface Frame {
  /** Frame number and text, without STX and end. */
  readonly body: Uint8Array;
  /** `none`: it had no ETB or ETX, and ended with LF or the next STX. */
  readonly end: 'ETB' | 'ETX' | 'none';
  /** The sum of the body and its end, modulo 256. Source: LIS01-A2, 6.3.3. */
  readonly sum: number;
  /** The characters sent as checksum; fewer than two where they were missing. */
  readonly checksum: readonly number[];
  /** True where something else than CR LF, silence or what begins anew followed its checksum: so an ETX that noise made within a text gives itself away. */
  readonly brokenTail: boolean;
  /** True where it holds a character that its text mustn't, see `WITHIN_FRAME`. */
  readonly restricted: boolean;
  /** True where it was longer than any frame; the body is cut off there. */
  readonly tooLong: boolean;
}

/** A frame while it comes in: one buffer, which grows to the longest body at most. */
export class FrameAssembly {
  #body = new Uint8Array(256);
  #length = 0;
  #sum = 0;
  #restricted = false;
  #tooLong = false;
  #end: Frame['end'] = 'none';
  #checksum: number[] = [];
  /** The last byte of the body so far; -1 before the first. */
  last = -1;

  begin(): void {
    this.#length = 0;
    this.#sum = 0;
    this.#restricted = false;
    this.#tooLong = false;
    this.#end = 'none';
    this.#checksum = [];
    this.last = -1;
  }

  /** Takes more of the body, from `from` up to what may end it; returns where that stands, or the length of the bytes. */
  take(bytes: Uint8Array, from: number): number {
    const [kinds, ending] = [WITHIN_FRAME, ENDING];
    let sum = 0;
    let seen = 0;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      const kind = kinds[byte] ?? 0;
      if (kind === ending) break;
      seen |= kind;
      sum += byte;
    }
    if (at === from) return at;
    this.#sum = (this.#sum + sum) & 0xff;
    if (seen === RESTRICTED) this.#restricted = true;
    this.last = bytes[at - 1] ?? -1;
    this.#copy(bytes.subarray(from, at));
    return at;
  }

  /** ETB or ETX, which belongs to the sum. */
  endBody(byte: number, end: 'ETB' | 'ETX'): void {
    this.#sum = (this.#sum + byte) & 0xff;
    this.#end = end;
  }

  /** A character of the checksum; returns how many there are. */
  addChecksum(byte: number): number {
    return this.#checksum.push(byte);
  }

  /** What has come in, as a frame of its own. */
  frame(brokenTail: boolean): Frame {
    return {
      body: this.#body.slice(0, this.#length),
      end: this.#end,
      sum: this.#sum,
      checksum: this.#checksum,
      brokenTail,
      restricted: this.#restricted,
      tooLong: this.#tooLong,
    };
  }

  #copy(bytes: Uint8Array): void {
    const room = bytes.subarray(0, LONGEST_BODY - this.#length);
    if (room.length < bytes.length) this.#tooLong = true;
    const length = this.#length + room.length;
    if (length > this.#body.length) this.#grow(length);
    this.#body.set(room, this.#length);
    this.#length = length;
  }

  #grow(length: number): void {
    const larger = new Uint8Array(Math.min(Math.max(length, this.#body.length * 2), LONGEST_BODY));
    larger.set(this.#body.subarray(0, this.#length));
    this.#body = larger;
  }
}
