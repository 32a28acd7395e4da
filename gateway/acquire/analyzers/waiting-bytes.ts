/** So much may wait while a transfer is kept. A sender that waits for its reply sends nothing at all. */
const MOST_WAITING = 64_000;

/** Bytes that came while a transfer was being kept. */
export class WaitingBytes {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Returns how many bytes found no room. */
  add(bytes: Uint8Array): number {
    const room = bytes.subarray(0, MOST_WAITING - this.#length);
    if (room.length > 0) this.#chunks.push(room.slice());
    this.#length += room.length;
    return bytes.length - room.length;
  }

  /** Takes all that waits. */
  take(): Uint8Array {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#length = 0;
    return bytes;
  }

  /** All that waits, which stays. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}
