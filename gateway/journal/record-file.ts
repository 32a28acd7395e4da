import type { Database } from 'better-sqlite3';
import { EdgeError } from '../domain/edge-error.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { checkFormat } from './file-header.ts';
import { sealedBlockOf } from './line-parts.ts';
import { headsOf, type IdentityRow, SingleRows } from './single-rows.ts';
import { journalError, openSqlite } from './sqlite-file.ts';
import { unpackStretch } from './stretch.ts';

/**
 * A journal's file, opened to read, also while a gateway writes it. Every look is a short snapshot of one row: a long one
 * would keep the write-ahead log from being folded in.
 */
export class RecordFile {
  readonly #database: Database;
  readonly #rows: SingleRows;

  /** @throws EdgeError `file-unreadable`, `journal-damaged`, `journal-newer`. */
  constructor(path: string) {
    this.#database = openSqlite(path, 'read');
    try {
      const number = (pragma: string): number => Number(this.#database.pragma(pragma, { simple: true }));
      checkFormat(number('user_version'), number('application_id'));
      this.#rows = new SingleRows(this.#database);
    } catch (error) {
      this.#database.close();
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

  /** The lines of a lane from the block that holds `number` on, as far as they go now. @throws EdgeError `journal-damaged`. */
  *lines(lane: Lane, number: number): Generator<string> {
    const look = statements(this.#database, lane);
    let next = number;
    for (;;) {
      const lines = reading(() => stretchLines(look.stretch.get(next)) ?? openLine(look, next));
      if (lines === undefined) return;
      for (const line of lines) {
        const last = sealedBlockOf(line)?.last ?? 0;
        if (last < next) continue;
        yield line;
        next = last + 1;
      }
    }
  }

  close(): void {
    this.#database.close();
  }
}

interface Row {
  readonly last: number;
  readonly lines: Uint8Array | string;
}

const statements = (database: Database, lane: Lane) => ({
  stretch: database.prepare<[number], Row>(`SELECT last, lines FROM ${lane}_stretches WHERE last >= ? ORDER BY last LIMIT 1`),
  block: database.prepare<[number], Row>(`SELECT last, line AS lines FROM ${lane}_blocks WHERE last >= ? ORDER BY last LIMIT 1`),
});

const stretchLines = (row: Row | undefined): readonly string[] | undefined => {
  if (row === undefined) return undefined;
  const blocks = row.lines instanceof Uint8Array ? unpackStretch(row.lines) : [];
  if (blocks.at(-1)?.last !== row.last) throw new EdgeError('journal-damaged', 'a stretch holds other blocks than its row says');
  return blocks.map(({ line }) => line);
};

/** The open block that holds `number`; where it was closed into a stretch between two looks, that stretch's lines. */
const openLine = (look: ReturnType<typeof statements>, number: number): readonly string[] | undefined => {
  const row = look.block.get(number);
  const block = typeof row?.lines === 'string' ? sealedBlockOf(row.lines) : undefined;
  if (row !== undefined && block?.last !== row.last)
    throw new EdgeError('journal-damaged', 'a row holds another block than it says');
  if (block === undefined || block.first > number) {
    const moved = stretchLines(look.stretch.get(number));
    if (moved !== undefined) return moved;
  }
  return block === undefined ? undefined : [block.line];
};

const reading = <Result>(look: () => Result): Result => {
  try {
    return look();
  } catch (error) {
    throw journalError(error);
  }
};
