import type { Database } from 'better-sqlite3';
import type { ClockTrust, Instant } from '../domain/clock.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import type { ReadingsDraft } from './readings-draft.ts';
import { packTailPiece, type TailPiece, unpackTailPiece } from './tail-row.ts';

/** The open tail in the file: one compact row a commit, all gone once they are sealed. */
export class TailStore {
  readonly #statements: ReturnType<typeof prepare>;
  #rows: number;

  constructor(database: Database) {
    this.#statements = prepare(database);
    this.#rows = this.#statements.count.get()?.rows ?? 0;
  }

  /** What the tail holds, in the order in which it was committed. */
  pieces(): readonly TailPiece[] {
    return this.#statements.all.all().map(({ readings }) => unpackTailPiece(readings));
  }

  /** Writes the newest `count` readings of `draft`, whose first reading has number `first`. */
  write(first: number, draft: ReadingsDraft, count: number, at: Instant, clock: ClockTrust): void {
    const readings = newest(draft, count);
    this.#statements.insert.run(first + draft.count - count, packTailPiece({ at, clock, readings }));
    this.#rows += 1;
  }

  clear(): void {
    if (this.#rows > 0) this.#statements.clear.run();
    this.#rows = 0;
  }
}

const prepare = (database: Database) => ({
  count: database.prepare<[], { rows: number }>('SELECT count(*) AS rows FROM tail'),
  all: database.prepare<[], { readings: Uint8Array }>('SELECT readings FROM tail ORDER BY first'),
  insert: database.prepare<[number, Buffer]>('INSERT INTO tail (first, readings) VALUES (?, ?)'),
  clear: database.prepare('DELETE FROM tail'),
});

const newest = (draft: ReadingsDraft, count: number): Float64Array => {
  const newest = new Float64Array(count * BATCH_STRIDE);
  let free = newest.length;
  for (const { numbers, from, to } of [...draft.views].reverse()) {
    const taken = Math.min(free, to - from);
    free -= taken;
    newest.set(numbers.subarray(to - taken, to), free);
    if (free === 0) break;
  }
  return newest;
};
