import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BESIDE_FILE } from './beside-store.ts';
import { journalError, openSqlite } from './sqlite-file.ts';

/** The references whose persons were erased, read beside a gateway that may be running. @throws EdgeError `file-unreadable`, `journal-damaged`. */
export const erasedReferences = (folder: string): ReadonlySet<string> => {
  const path = join(folder, BESIDE_FILE);
  if (!existsSync(path)) return new Set();
  const database = openSqlite(path, 'read');
  try {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'erased'").get() !== undefined;
    return new Set(isThere ? z.array(z.string()).parse(database.prepare('SELECT ref FROM erased').pluck().all()) : []);
  } catch (error) {
    throw journalError(error);
  } finally {
    database.close();
  }
};
