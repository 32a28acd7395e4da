import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BESIDE_FILE } from './beside-store.ts';
import { journalError, openSqlite } from './sqlite-file.ts';

/** Who is behind references, as the file beside a journal has it. */
export interface PeopleBeside {
  /** The references whose persons were erased. */
  readonly erased: ReadonlySet<string>;
  /** By reference: JSON of whoever owns it. Nobody who was erased. */
  readonly texts: ReadonlyMap<string, string>;
}

const rowsSchema = z.array(z.strictObject({ ref: z.string(), text: z.string() }));

/** Reads who is behind references, beside a gateway that may be running. @throws EdgeError `file-unreadable`, `journal-damaged`. */
export const peopleBeside = (folder: string): PeopleBeside => {
  const path = join(folder, BESIDE_FILE);
  if (!existsSync(path)) return { erased: new Set(), texts: new Map() };
  const database = openSqlite(path, 'read');
  try {
    const tables = z.array(z.string()).parse(database.prepare('SELECT name FROM sqlite_schema').pluck().all());
    const rows = (table: string, columns: string): readonly unknown[] =>
      tables.includes(table) ? database.prepare(`SELECT ${columns} FROM ${table}`).all() : [];
    const erased = new Set(
      z
        .array(z.strictObject({ ref: z.string() }))
        .parse(rows('erased', 'ref'))
        .map(({ ref }) => ref),
    );
    const people = rowsSchema.parse(rows('people', 'ref, text')).filter(({ ref }) => !erased.has(ref));
    return { erased, texts: new Map(people.map(({ ref, text }) => [ref, text])) };
  } catch (error) {
    throw journalError(error);
  } finally {
    database.close();
  }
};
