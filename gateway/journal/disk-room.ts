import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file that holds room on the disk, for urgent facts when there is none left. */
export const RESERVE_FILE = 'journal.reserve';

/** As much as the write-ahead log may take, and as much again for the facts themselves. */
export const RESERVE_BYTES = 4 * 1_048_576;

/** So much must be free before a shortage counts as over. */
export const PLENTY = 4 * RESERVE_BYTES;

const PART = Buffer.alloc(65_536);

/** Free bytes of the disk under a folder that this user may take. */
export const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** The reserve of a data folder: room that nobody else can take, given back when the disk is full. */
export class DiskReserve {
  readonly #path: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, RESERVE_FILE);
  }

  /**
   * Takes as much of the room as there is; true when all of it is held afterwards. Written, not just declared: a hole in a
   * file holds no room.
   */
  take(): boolean {
    const held = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    const taken = Math.min(RESERVE_BYTES - held, freeBytes(this.#folder) - PART.length);
    if (taken >= PART.length) this.#append(taken);
    return held + Math.max(0, taken) > RESERVE_BYTES - PART.length;
  }

  /** Gives the room back. */
  release(): void {
    rmSync(this.#path, { force: true });
  }

  #append(bytes: number): void {
    const file = openSync(this.#path, 'a', 0o600);
    try {
      for (let written = 0; written + PART.length <= bytes; written += PART.length) writeSync(file, PART);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
