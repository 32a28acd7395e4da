import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { checkFormat } from './file-header.ts';
import { KeptStates } from './kept-states.ts';
import { type OpenToRead, openToRead } from './open-to-read.ts';
import { headsOf, type IdentityRow, SingleRows } from './single-rows.ts';
import { journalError } from './sqlite-file.ts';
import { unpackBlocks } from './stretch.ts';

/** No block of readings is open for longer: the most that a site may choose to seal in. */
const LONGEST_BLOCK = 3_600_000;

/**
 * A journal's file, opened to read, also while a gateway writes it. Every look is a short snapshot of one row: a long one
 * would keep the write-ahead log from being folded in.
 */
export class RecordFile {
  readonly #file: OpenToRead;
  readonly #database: Database;
  readonly #rows: SingleRows;

  /** @throws EdgeError `file-unreadable`, `record-uncopied`, `journal-damaged`, `journal-newer`. */
  constructor(path: string) {
    this.#file = reading(() => openToRead(path));
    this.#database = this.#file.database;
    try {
      const number = (pragma: string): number => Number(this.#database.pragma(pragma, { simple: true }));
      checkFormat(number('user_version'), number('application_id'));
      this.#rows = new SingleRows(this.#database);
    } catch (error) {
      this.#file.close();
      throw journalError(error);
    }
  }

  /** Whose journal it is. @throws EdgeError `journal-damaged`. */
  identity(): IdentityRow {
    return reading(() => this.#rows.identity());
  }

  /** Where its lanes end, by its own row. @throws EdgeError `journal-damaged`. */
  heads(): Readonly<Record<Lane, Head>> {
    return reading(() => headsOf(this.#rows.heads()));
  }

  /** The states that are kept beside the facts. @throws EdgeError `journal-damaged`. */
  states(): readonly SavedState[] {
    return reading(() => new KeptStates(this.#database).all());
  }

  /**
   * A number of a lane from which on everything that began at `time` (UTC ms) or later is read, and little before it; one
   * beyond the end where there is nothing so late. A step of the wall clock may bring some more. @throws EdgeError `journal-damaged`.
   */
  numberAt(lane: Lane, time: UtcMillis): number {
    // `ended` is when the row's last block began: that block, and so the row, may reach beyond it.
    const look = this.#database.prepare<[number], { last: number }>(
      `SELECT last FROM ${lane} WHERE ended < ? ORDER BY last DESC LIMIT 1`,
    );
    return reading(() => look.get(time - LONGEST_BLOCK)?.last ?? 0) + 1;
  }

  /** The lines of a lane from the block that holds `number` on, as far as they go now. @throws EdgeError `journal-damaged`. */
  *lines(lane: Lane, number: number): Generator<string> {
    const look = this.#database.prepare<[number], Row>(`SELECT last, lines FROM ${lane} WHERE last >= ? ORDER BY last LIMIT 1`);
    let next = number;
    for (;;) {
      const blocks = reading(() => blocksIn(look.get(next)));
      for (const { line, last } of blocks) if (last >= next) yield line;
      const last = blocks.at(-1)?.last;
      if (last === undefined) return;
      next = last + 1;
    }
  }

  /**
   * The first number from `number` on from which a lane's blocks may have begun between two moments (both included): undefined
   * where none did. What a clock that was ahead or behind recorded in between is stepped over, row by row. @throws EdgeError
   * `journal-damaged`.
   */
  firstWithin(lane: Lane, number: number, { from, to }: BlocksBegan): number | undefined {
    // A row's blocks began between its predecessor's `ended` and its own; where the clock was set back in it, nobody knows from when on.
    const before = `coalesce((SELECT ended FROM ${lane} AS earlier WHERE earlier.last < row.last ORDER BY last DESC LIMIT 1), 0)`;
    const look = this.#database.prepare<[number, number, number], { readonly first: number }>(
      `SELECT first FROM ${lane} AS row WHERE last >= ? AND max(ended, ${before}) >= ? AND (${before} <= ? OR ended < ${before}) ORDER BY last LIMIT 1`,
    );
    const found = reading(() => look.get(number, from, to));
    return found && Math.max(number, found.first);
  }

  close(): void {
    this.#file.close();
  }
}

/** When blocks began: UTC ms, both included. */
export interface BlocksBegan {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

interface Row {
  readonly last: number;
  readonly lines: Uint8Array;
}

const blocksIn = (row: Row | undefined): readonly SealedBlock[] => {
  if (row === undefined) return [];
  const blocks = row.lines instanceof Uint8Array ? unpackBlocks(row.lines) : [];
  if (blocks.at(-1)?.last !== row.last) throw new EdgeError('journal-damaged', 'a row holds other blocks than it says');
  return blocks;
};

const reading = <Result>(look: () => Result): Result => {
  try {
    return look();
  } catch (error) {
    throw journalError(error);
  }
};
