/** What frames a message: 0B message 1C 0D. Source: HL7 Transport Specification, MLLP Release 1. */
const START_BLOCK = 0x0b;
const END_BLOCK = 0x1c;
const CR = 0x0d;

/** The longest message that is held, in bytes; pictures may make it long. */
const LONGEST_HL7_MESSAGE = 1_000_000;

/** What the bytes of an MLLP line come to. */
export type MllpHeard =
  | {
      readonly is: 'message';
      readonly raw: Uint8Array;
      /** False where it ended without its 1C: with the next 0B, or with silence. */
      readonly ended: boolean;
      /** True where it was longer than any; the rest is cut off. */
      readonly tooLong: boolean;
    }
  | { readonly is: 'noise'; readonly bytes: number };

/** What was heard first, and where to read on. */
interface MllpReading {
  readonly heard?: MllpHeard;
  readonly next: number;
}

/** Parts a byte stream into messages, the same however it is cut. Holds one message at most. Never throws. */
export class MllpReader {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #state: 'between' | 'within' | 'ended' = 'between';
  #tooLong = false;

  /** Reads on at `from`, up to the first thing that means something. */
  read(bytes: Uint8Array, from: number): MllpReading {
    if (this.#state === 'within') return this.#within(bytes, from);
    if (this.#state === 'ended') {
      this.#state = 'between';
      if (bytes[from] === CR) return { next: from + 1 };
    }
    return this.#between(bytes, from);
  }

  /** True while a message has begun that hasn't ended. */
  get midMessage(): boolean {
    return this.#state === 'within';
  }

  /** The message so far, which will not end: the line fell silent, or is gone. */
  silence(): MllpHeard | undefined {
    return this.midMessage ? this.#message(false, 'between') : undefined;
  }

  #between(bytes: Uint8Array, from: number): MllpReading {
    const start = bytes.indexOf(START_BLOCK, from);
    const next = start < 0 ? bytes.length : start;
    if (next > from) return { heard: { is: 'noise', bytes: next - from }, next };
    this.#state = 'within';
    this.#length = 0;
    this.#tooLong = false;
    return { next: next + 1 };
  }

  #within(bytes: Uint8Array, from: number): MllpReading {
    let at = from;
    while (at < bytes.length && bytes[at] !== END_BLOCK && bytes[at] !== START_BLOCK) at += 1;
    this.#add(bytes.subarray(from, at));
    if (at === bytes.length) return { next: at };
    // The next message begins where this one should have ended.
    if (bytes[at] === START_BLOCK) return { heard: this.#message(false, 'between'), next: at };
    return { heard: this.#message(true, 'ended'), next: at + 1 };
  }

  #message(ended: boolean, state: 'between' | 'ended'): MllpHeard {
    this.#state = state;
    return { is: 'message', raw: this.#bytes.slice(0, this.#length), ended, tooLong: this.#tooLong };
  }

  #add(bytes: Uint8Array): void {
    const room = bytes.subarray(0, LONGEST_HL7_MESSAGE - this.#length);
    if (room.length < bytes.length) this.#tooLong = true;
    const length = this.#length + room.length;
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(room, this.#length);
    this.#length = length;
  }

  #grow(length: number): void {
    const larger = new Uint8Array(Math.min(Math.max(length, this.#bytes.length * 2), LONGEST_HL7_MESSAGE));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
