import { copyFileSync, existsSync, constants as fileConstants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { openSqlite, sqliteCode } from './sqlite-file.ts';

/** A file that is open to be read. */
export interface OpenToRead {
  readonly database: Database;
  close(): void;
}

/**
 * Opens a journal's file to read it. Where SQLite can't put its log's index beside it (a card that is mounted read-only, a folder
 * of somebody else's) no gateway can be writing there, and a copy among the temporary files is read in its place.
 * @throws EdgeError `file-unreadable`, `record-uncopied`; and SQLite's own errors.
 */
export const openToRead = (path: string, copies: string = tmpdir()): OpenToRead => {
  const database = openSqlite(path, 'read');
  try {
    database.pragma('user_version'); // the first look: SQLite opens nothing before it
    return { database, close: () => void database.close() };
  } catch (error) {
    database.close();
    if (!/^SQLITE_(CANTOPEN|READONLY)/.test(sqliteCode(error))) throw error;
    return copyOpened(path, copies);
  }
};

const copyOpened = (path: string, copies: string): OpenToRead => {
  const copy = copied(path, copies);
  const remove = (): void => rmSync(copy, { recursive: true, force: true });
  // Whatever ends the process, no second record is left behind.
  process.once('exit', remove);
  const end = (): void => {
    process.off('exit', remove);
    remove();
  };
  try {
    const database = openSqlite(join(copy, basename(path)), 'read');
    return {
      database,
      close: () => {
        database.close();
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
};

/** A folder of its own that holds the file and, where the last run ended without folding it in, its write-ahead log. */
const copied = (path: string, copies: string): string => {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(copies, 'larder-read-'));
    for (const from of [path, `${path}-wal`]) {
      if (existsSync(from)) copyFileSync(from, join(folder, basename(from)), fileConstants.COPYFILE_FICLONE);
    }
    return folder;
  } catch (error) {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    throw new EdgeError('record-uncopied', `${path}: ${wordsOf(error)}`, { cause: error });
  }
};
