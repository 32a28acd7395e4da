import { CR } from './characters.ts';

/** The longest message that is held, in bytes. The largest seen, with pictures of a blood count, has 32,000. */
const LONGEST_MESSAGE = 1_000_000;

const isWordCharacter = (byte: number): boolean => /[A-Za-z0-9]/.test(String.fromCharCode(byte));

/** True where a record of this type begins at `at`: its letter, in either case, and a delimiter or the record's end. Source: LIS02-A2, 5.5. */
export const recordBegins = (text: Uint8Array, at: number, letter: string): boolean => {
  const next = text[at + 1];
  return String.fromCharCode(text[at] ?? 0).toUpperCase() === letter && (next === undefined || !isWordCharacter(next));
};

/** The text of one message as frames add to it: records, each ended by CR. Holds `LONGEST_MESSAGE` bytes at most. */
export class MessageText {
  #bytes = new Uint8Array(1024);
  #length = 0;
  /** Where the last record begins. */
  #record = 0;
  #before = { length: 0, record: 0 };

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** True where the next byte begins a record. */
  get endsRecord(): boolean {
    return this.#length === 0 || this.#bytes[this.#length - 1] === CR;
  }

  /** True where its last record is an L, which ends a message. Source: LIS02-A2, section 5. */
  get hasFinalRecord(): boolean {
    return recordBegins(this.#bytes.subarray(0, this.#length), this.#record, 'L');
  }

  /** A copy of what it holds. */
  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** False where it would become longer than any message; then nothing is added. */
  add(text: Uint8Array): boolean {
    const length = this.#length + text.length;
    if (length > LONGEST_MESSAGE) return false;
    this.#before = { length: this.#length, record: this.#record };
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(text, this.#length);
    if (this.#bytes[this.#length - 1] === CR) this.#record = this.#length;
    const inner = text.lastIndexOf(CR, text.length - 2);
    if (text.length > 1 && inner >= 0) this.#record = this.#length + inner + 1;
    this.#length = length;
    return true;
  }

  /** Undoes the last `add`. */
  takeBack(): void {
    this.#length = this.#before.length;
    this.#record = this.#before.record;
  }

  clear(): void {
    this.#length = 0;
    this.#record = 0;
  }

  #grow(length: number): void {
    const larger = new Uint8Array(Math.min(Math.max(length, this.#bytes.length * 2), LONGEST_MESSAGE));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** True where the message holds a record of this type. */
export const hasRecord = (message: Uint8Array, letter: string): boolean => {
  for (let at = 0; at < message.length; ) {
    if (recordBegins(message, at, letter)) return true;
    const end = message.indexOf(CR, at);
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
};
