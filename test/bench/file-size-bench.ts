import { statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { JOURNAL_FILE } from '../../gateway/journal/sqlite-file.ts';
import type { Bench } from './bench.ts';
import { inBenchFolder, liveHours, openSite } from './simulated-day.ts';

const DAYS = 3;

/** Bytes that a table and its indexes take in the file. */
const bytesOf = (path: string, table: string): number => {
  const database = new SqliteDatabase(path, { readonly: true });
  const size = database
    .prepare('SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?)')
    .pluck()
    .get(table);
  database.close();
  return Number(size);
};

/** What a reading takes where it is kept. */
export const bench: Bench = {
  name: 'file-size',
  about: `bytes of the file per reading after ${DAYS} simulated days, 20 channels each 10 s, defaults, journal and history together`,
  run: (report) =>
    inBenchFolder(async (folder) => {
      const site = await openSite(folder, 2000);
      const readings = liveHours(site, DAYS * 24);
      site.core.close();
      const path = join(folder, JOURNAL_FILE);
      const perReading = statSync(path).size / readings;
      report({ what: 'file bytes per reading, at rest', reached: perReading.toFixed(2), target: '≤ 8', ok: perReading <= 8 });
      for (const table of ['readings', 'history', 'urgent']) {
        report({ what: `  of it, ${table}`, reached: (bytesOf(path, table) / readings).toFixed(2), target: 'shown' });
      }
    }),
};
