/** Records that are remembered take so many bytes: more than any such meter holds. */
const MOST_BYTES = 2_000_000;

/** After so many whole downloads a record that was never read twice alike is held to be unreadable on this cable. */
const MOST_DOWNLOADS = 3;

/** What a record is, held against the downloads before. */
export type MetRecord =
  | 'confirmed' // an earlier download brought the same bytes
  | 'first' // it is seen for the first time, and waits for a download that brings it again
  | 'no-room'; // more than can be remembered: nothing will confirm it

const keyOf = (record: Uint8Array): string => Buffer.from(record).toString('latin1');

/**
 * Tells records that were read twice alike from those that were not: on a link without a checksum that is the only way to see a
 * byte that changed on its way. A meter hands its whole memory over each time, so that the second download brings all of it again.
 * A fault that strikes the same bit each time can't be seen so, either.
 */
export class ComparedDownloads {
  /** Each record, with the number of the download that brought it first. */
  readonly #seen = new Map<string, number>();
  readonly #mostBytes: number;
  /** What no two downloads have brought alike yet: the readings of each place in the memory. */
  readonly #waiting = new Map<number, readonly Uint8Array[]>();
  #place = 0;
  #bytes = 0;
  #download = 0;
  #whole = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** A download begins, from the first record on. What one that broke off had brought stays seen. */
  begin(): void {
    this.#download += 1;
    this.#place = 0;
  }

  /** Holds a record of the download against those before. */
  meet(record: Uint8Array): MetRecord {
    const key = keyOf(record);
    const first = this.#seen.get(key);
    this.#place += 1;
    if (first !== undefined && first < this.#download) {
      this.#waiting.delete(this.#place);
      return 'confirmed';
    }
    if (first === undefined) {
      if (this.#bytes + record.length > this.#mostBytes) return 'no-room';
      this.#bytes += record.length;
      this.#seen.set(key, this.#download);
    }
    this.#waiting.set(this.#place, [...(this.#waiting.get(this.#place) ?? []), record]);
    return 'first';
  }

  /** The download is over. True where another is wanted: records wait, and may yet be confirmed. */
  finish(): boolean {
    this.#whole += 1;
    return this.#waiting.size > 0 && this.#whole < MOST_DOWNLOADS;
  }

  /** Ends the comparison, and gives all readings of what still waits: none of them came twice alike, and any may be right. */
  takeRest(): readonly Uint8Array[] {
    const rest = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#whole = 0;
    for (const record of rest) this.#forget(record);
    return rest;
  }

  #forget(record: Uint8Array): void {
    if (this.#seen.delete(keyOf(record))) this.#bytes -= record.length;
  }
}
