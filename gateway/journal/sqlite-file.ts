import { statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { EdgeError, type EdgeErrorCode, wordsOf } from '../domain/edge-error.ts';

/** The journal's file in the data folder. */
export const JOURNAL_FILE = 'journal.db';

/** Bytes that the journal's file and what SQLite keeps beside it take. */
export const bytesOnDisk = (folder: string): number =>
  ['', '-wal'].reduce(
    (sum, ending) => sum + (statSync(join(folder, `${JOURNAL_FILE}${ending}`), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/**
 * Opens a SQLite file. Waits for nobody: the journal has one writer, and its readers take short snapshots.
 * @throws EdgeError `file-unreadable` or `data-folder-unwritable`.
 */
export const openSqlite = (path: string, mode: 'write' | 'read' = 'write'): Database => {
  try {
    return new SqliteDatabase(path, { readonly: mode === 'read', fileMustExist: mode === 'read', timeout: 5000 });
  } catch (error) {
    throw new EdgeError(mode === 'read' ? 'file-unreadable' : 'data-folder-unwritable', `${path}: ${wordsOf(error)}`, {
      cause: error,
    });
  }
};

/**
 * Closes a file without folding its write-ahead log in. SQLite folds when the last connection goes; one that can only read
 * can't, so it is the last.
 */
export const closeUnfolded = (database: Database): void => {
  const reader = openSqlite(database.name, 'read');
  reader.pragma('user_version'); // holds the file from now on
  database.close();
  reader.close();
};

/** SQLite's own code of an error, `''` for any other error. */
export const sqliteCode = (error: unknown): string => (error instanceof SqliteDatabase.SqliteError ? error.code : '');

// The beginnings of SQLite's result codes (extended codes go on after an underscore), and what they mean for a journal.
const MEANINGS: readonly (readonly [prefix: string, code: EdgeErrorCode])[] = [
  ['SQLITE_FULL', 'journal-full'],
  ['SQLITE_CORRUPT', 'journal-damaged'],
  ['SQLITE_NOTADB', 'journal-damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'journal-damaged'],
  ['SQLITE_IOERR_DATA', 'journal-damaged'],
  ['SQLITE_MISMATCH', 'journal-damaged'],
  ['SQLITE_CONSTRAINT', 'journal-damaged'],
  ['SQLITE_ERROR', 'journal-damaged'], // our statements are right: a table or column that isn't there was lost
  ['SQLITE_READONLY', 'data-folder-unwritable'],
  ['SQLITE_CANTOPEN', 'data-folder-unwritable'],
  ['SQLITE_PERM', 'data-folder-unwritable'],
  ['SQLITE_BUSY', 'gateway-running'],
];

/** What went wrong with the journal's file, as an EdgeError; an EdgeError stays as it is. */
export const journalError = (error: unknown): EdgeError => {
  if (error instanceof EdgeError) return error;
  const sqlite = sqliteCode(error);
  const code = MEANINGS.find(([prefix]) => sqlite.startsWith(prefix))?.[1] ?? 'journal-lost';
  return new EdgeError(code, sqlite === '' ? wordsOf(error) : `${sqlite}: ${wordsOf(error)}`, { cause: error });
};
