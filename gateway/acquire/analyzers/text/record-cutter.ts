import { commandLength } from './printer-escapes.ts';

/** A record is never longer; the rest of one that is, is counted and dropped. */
export const LONGEST_RECORD = 64_000;

const FIRST_ROOM = 4_096;
const RETURN = 0x0d;
const LINE_FEED = 0x0a;
const FORM_FEED = 0x0c;
const BLANK = 0x20;

/** What ends a record, besides silence. */
interface RecordEnd {
  readonly delimiter?: string | undefined;
  readonly blankLines?: number | undefined;
}

/** What becomes of the bytes. */
interface CutterNeeds {
  /** A record, whole, with its end; or `LONGEST_RECORD` bytes of one that is longer. */
  onRecord(bytes: Uint8Array): void;
  /** Bytes that are kept nowhere: the rest of a record that is too long. */
  onDropped(bytes: number): void;
}

/** Cuts a stream of text into records, however its bytes arrive. What a printer's command holds ends nothing. */
export class RecordCutter {
  readonly #control: number | undefined;
  readonly #word: string;
  readonly #blankLines: number;
  readonly #needs: CutterNeeds;
  #bytes = new Uint8Array(FIRST_ROOM);
  #size = 0;
  #scanned = 0;
  /** Signs of the word that the line begins with; -1 once it begins otherwise. */
  #begun = 0;
  #blankRun = 0;
  #lineBlank = true;
  #empty = true;
  #afterReturn = false;
  #dropping = false;

  constructor({ delimiter = '', blankLines }: RecordEnd, needs: CutterNeeds) {
    const code = delimiter.length === 1 ? delimiter.charCodeAt(0) : BLANK;
    this.#control = code < BLANK ? code : undefined;
    this.#word = code < BLANK ? '' : delimiter;
    this.#blankLines = blankLines ?? Number.POSITIVE_INFINITY;
    this.#needs = needs;
  }

  /** True while part of a record has come. */
  get pending(): boolean {
    return !this.#empty;
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + this.#room());
      this.#bytes.set(piece, this.#size);
      this.#size += piece.length;
      from += piece.length;
      this.#scan();
      if (this.#size === LONGEST_RECORD) this.#overflow();
    }
  }

  /** The record ends here, whatever is missing: silence, or a lost port. Nothing happens where none has begun. */
  finish(): void {
    if (!this.#empty) this.#end(this.#size);
  }

  /** Room for more bytes, at least one. */
  #room(): number {
    if (this.#size === this.#bytes.length) {
      const larger = new Uint8Array(Math.min(LONGEST_RECORD, this.#size * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return this.#bytes.length - this.#size;
  }

  #scan(): void {
    while (this.#scanned < this.#size) {
      const command = commandLength(this.#bytes, this.#scanned, this.#size);
      if (command === 'incomplete') return;
      if (command > 0) {
        this.#scanned += command;
        continue;
      }
      const byte = this.#bytes[this.#scanned] ?? 0;
      this.#scanned += 1;
      this.#meet(byte);
    }
  }

  #meet(byte: number): void {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = byte === RETURN;
    if (byte === this.#control) this.#end(this.#scanned);
    else if (byte === LINE_FEED && afterReturn) this.#lineEndCompleted();
    else if (byte === RETURN || byte === LINE_FEED || byte === FORM_FEED) this.#lineEnd();
    else this.#meetSign(byte);
  }

  #meetSign(byte: number): void {
    if (byte > BLANK) {
      this.#lineBlank = false;
      this.#empty = false;
      this.#blankRun = 0;
    }
    if (this.#word !== '') this.#spell(byte);
  }

  #spell(byte: number): void {
    if (this.#begun === 0 && byte <= BLANK) return;
    this.#begun = this.#begun >= 0 && byte === this.#word.charCodeAt(this.#begun) ? this.#begun + 1 : -1;
    if (this.#begun === this.#word.length) this.#end(this.#scanned);
  }

  #lineEnd(): void {
    const blank = this.#lineBlank;
    this.#lineBlank = true;
    this.#begun = 0;
    this.#blankRun = blank ? this.#blankRun + 1 : 0;
    if (this.#empty) this.#forget(this.#scanned);
    else if (this.#blankRun >= this.#blankLines) this.#end(this.#scanned);
  }

  /** The second byte of a line's end; where the record is over already, it belongs to nothing. */
  #lineEndCompleted(): void {
    if (this.#empty) this.#forget(this.#scanned);
  }

  /** Gives the record up to `size`, and begins the next with what follows. */
  #end(size: number): void {
    if (!this.#empty && !this.#dropping) this.#needs.onRecord(this.#bytes.slice(0, size));
    else if (this.#dropping) this.#needs.onDropped(size);
    this.#dropping = false;
    this.#empty = true;
    this.#blankRun = 0;
    this.#lineBlank = true;
    this.#begun = 0;
    this.#forget(size);
  }

  #forget(size: number): void {
    this.#bytes.copyWithin(0, size, this.#size);
    this.#size -= size;
    this.#scanned = Math.max(0, this.#scanned - size);
  }

  #overflow(): void {
    if (this.#dropping) this.#needs.onDropped(this.#size);
    else if (!this.#empty) this.#needs.onRecord(this.#bytes.slice(0, this.#size));
    else this.#needs.onDropped(this.#size);
    this.#dropping = !this.#empty || this.#dropping;
    this.#size = 0;
    this.#scanned = 0;
  }
}
