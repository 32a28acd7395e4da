import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { EdgeError } from '../domain/edge-error.ts';
import { journalError, openSqlite } from './sqlite-file.ts';

/** The lock's file in the data folder. It holds nothing: what counts is the system's lock on it, which ends with its process, even by kill -9. */
const LOCK_FILE = 'journal.lock';

/** The right to write in a data folder, held until `release` or the end of the process. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the right to write in `folder`.
 * @throws EdgeError `gateway-running` when another process, or another part of this one, has it; `data-folder-unwritable`.
 */
export const takeWriterLock = (folder: string): WriterLock => {
  const database = openSqlite(join(folder, LOCK_FILE));
  try {
    // A SQLite transaction is the one way to a file lock that this platform offers without an add-on of its own.
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw refused(error, folder);
  }
  return { release: () => released(database) };
};

const released = (database: Database): void => {
  if (database.open) database.close();
};

const refused = (error: unknown, folder: string): EdgeError => {
  const { code, message } = journalError(error);
  return code === 'gateway-running'
    ? new EdgeError('gateway-running', `another gateway works on ${folder}`, { cause: error })
    : new EdgeError('data-folder-unwritable', `${folder}: ${message}`, { cause: error });
};
