import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file that holds room on the disk, for urgent facts when there is none left. */
export const RESERVE_FILE = 'journal.reserve';

/** As much as the write-ahead log may take, and as much again for the facts themselves. */
export const RESERVE_BYTES = 4 * 1_048_576;

/** So much must be free for the reserve to be taken: in good times, and in a shortage, when it was just given back. */
export const PLENTY = 4 * RESERVE_BYTES;
export const SCARCE = RESERVE_BYTES + 524_288;

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

  /** Whether the room is held. */
  get held(): boolean {
    return existsSync(this.#path);
  }

  /** Takes the room where `least` bytes are free; true when it is held afterwards. Written, not just declared: a hole holds no room. */
  take(least: number): boolean {
    if (this.held) return true;
    if (freeBytes(this.#folder) < least) return false;
    const file = openSync(this.#path, 'w', 0o600);
    try {
      for (let written = 0; written < RESERVE_BYTES; written += PART.length) writeSync(file, PART);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  }

  /** Gives the room back. */
  release(): void {
    rmSync(this.#path, { force: true });
  }
}
