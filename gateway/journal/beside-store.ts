import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import { closeUnfolded, journalError, openSqlite } from './sqlite-file.ts';

/** The file beside the journal: what must survive, and must not stand in a record that can't be changed. */
export const BESIDE_FILE = 'beside.db';

/** Raw bytes may take so much of the card: at forty samples a day, years. */
const MOST_RAW = 268_435_456;

/** Raw bytes stay at least this long, whatever else needs room: 90 days. */
const KEPT_FOR: UtcMillis = 90 * 86_400_000;

/** So many of the oldest are removed at a time. */
const REMOVED_AT_ONCE = 500;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS raw (
  hash TEXT PRIMARY KEY, analyzer TEXT NOT NULL, received INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS raw_by_time ON raw (received);
CREATE TABLE IF NOT EXISTS people (ref TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased (ref TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

interface RawRow {
  readonly hash: string;
  readonly analyzer: string;
  readonly received: number;
  readonly bytes: Uint8Array;
}

/**
 * What is kept beside the journal: the raw bytes of analyzers, and who is behind a reference. People can be erased here,
 * and a record that names them by reference goes on to verify. Synchronous; lives in the journal's thread.
 */
export class BesideStore {
  readonly #database: Database;
  readonly #mostRaw: number;
  readonly #statements;
  /** Raw bytes held. */
  #held: number;

  /** Opens the file in `folder`, and makes it where there is none. A damaged one is set aside whole. @throws EdgeError `data-folder-unwritable`, `journal-full`. */
  constructor(folder: string, mostRaw = MOST_RAW) {
    this.#mostRaw = mostRaw;
    this.#database = openedOrNew(join(folder, BESIDE_FILE));
    this.#statements = {
      keep: this.#database.prepare<[string, string, number, Uint8Array]>('INSERT OR IGNORE INTO raw VALUES (?, ?, ?, ?)'),
      raw: this.#database.prepare<[string], RawRow>('SELECT * FROM raw WHERE hash = ?'),
      newest: this.#database.prepare<[number], RawRow>('SELECT * FROM raw ORDER BY received DESC LIMIT ?'),
      bytes: this.#database.prepare<[], number>('SELECT coalesce(sum(length(bytes)), 0) FROM raw').pluck(),
      remove: this.#database.prepare<[number, number]>(
        'DELETE FROM raw WHERE hash IN (SELECT hash FROM raw WHERE received < ? ORDER BY received LIMIT ?)',
      ),
      name: this.#database.prepare<[string, string]>('INSERT OR REPLACE INTO people VALUES (?, ?)'),
      person: this.#database.prepare<[string], string>('SELECT text FROM people WHERE ref = ?').pluck(),
      erase: this.#database.prepare<[string]>('DELETE FROM people WHERE ref = ?'),
      noteErased: this.#database.prepare<[string]>('INSERT OR IGNORE INTO erased VALUES (?)'),
      isErased: this.#database.prepare<[string], number>('SELECT 1 FROM erased WHERE ref = ?').pluck(),
    };
    this.#held = this.#statements.bytes.get() ?? 0;
  }

  /**
   * Keeps raw bytes; they have outlived a power cut when it returns. The same bytes twice are one record.
   * @throws EdgeError `journal-full` where nothing old enough is left to make room: then they must not be acknowledged.
   */
  keepRaw({ hash, analyzer, receivedAt, bytes }: RawRecord): void {
    this.#surviving(() => {
      this.#makeRoom(bytes.length, receivedAt);
      if (this.#statements.keep.run(hash, analyzer, receivedAt, bytes).changes > 0) this.#held += bytes.length;
    });
  }

  raw(hash: string): RawRecord | undefined {
    const row = this.#surviving(() => this.#statements.raw.get(hash));
    return row && recordOf(row);
  }

  /** What came last, at most so many; the oldest of them first. */
  newestRaws(most: number): readonly RawRecord[] {
    return this.#surviving(() => this.#statements.newest.all(most))
      .map(recordOf)
      .reverse();
  }

  /** Keeps who is behind a reference: JSON of whoever owns it. */
  name(ref: string, text: string): void {
    this.#surviving(() => this.#statements.name.run(ref, text));
  }

  person(ref: string): string | undefined {
    return this.#surviving(() => this.#statements.person.get(ref));
  }

  /** Forgets who is behind a reference, down to the freed pages, and remembers that it was forgotten. True where somebody was. */
  erase(ref: string): boolean {
    return this.#surviving(() => {
      const { erase, noteErased } = this.#statements;
      const erased = this.#database.transaction(() => {
        noteErased.run(ref);
        return erase.run(ref).changes > 0;
      })();
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
      return erased;
    });
  }

  /** True where whoever was behind a reference was ever erased. */
  isErased(ref: string): boolean {
    return this.#surviving(() => this.#statements.isErased.get(ref) !== undefined);
  }

  /** Lets go of the file; `hurried`: without folding its write-ahead log in. */
  close(hurried = false): void {
    if (hurried) closeUnfolded(this.#database);
    else this.#database.close();
  }

  #makeRoom(wanted: number, now: UtcMillis): void {
    while (this.#held + wanted > this.#mostRaw) {
      if (this.#statements.remove.run(now - KEPT_FOR, REMOVED_AT_ONCE).changes === 0)
        throw new EdgeError(
          'journal-full',
          'the raw bytes of analyzers fill their part of the card, and none is old enough to go',
        );
      this.#held = this.#statements.bytes.get() ?? 0;
    }
  }

  #surviving<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      throw journalError(error);
    }
  }
}

const recordOf = ({ hash, analyzer, received, bytes }: RawRow): RawRecord => ({ hash, analyzer, receivedAt: received, bytes });

const openedOrNew = (path: string): Database => {
  try {
    return prepared(path);
  } catch (error) {
    const reason = journalError(error);
    if (reason.code !== 'journal-damaged' || !existsSync(path)) throw reason;
    // Whole and under another name: the record names its bytes by their hash, and somebody may yet read them there.
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(path + ending)) renameSync(path + ending, `${path}.damaged${ending}`);
    }
    return prepared(path);
  }
};

const prepared = (path: string): Database => {
  const database = openSqlite(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma('cache_size = -512');
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};
