import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../domain/edge-error.ts';
import { BESIDE_FILE } from './beside-store.ts';
import { RESERVE_FILE } from './disk-room.ts';
import { JOURNAL_FILE } from './sqlite-file.ts';

/** What only a journal that was at work leaves in its folder. A key alone is no trace: it is older than the first journal. */
const TRACES = [RESERVE_FILE, BESIDE_FILE];

/**
 * Looks whether a journal's file is gone or emptied while traces of it are still in its folder. SQLite would begin an empty
 * file in silence, and throw away the write-ahead log that may hold all that is left.
 * @throws EdgeError `journal-damaged` where a record was here and is not any more; `data-folder-unwritable` where something
 * that is no file bears its name (to open a named pipe would wait for ever).
 */
export const checkNotLost = (folder: string): void => {
  const file = lookAt(folder, JOURNAL_FILE);
  if (file !== undefined && !file.isFile()) {
    throw new EdgeError(
      'data-folder-unwritable',
      `${join(folder, JOURNAL_FILE)} is no file, but a folder, a named pipe or a device: move it away`,
    );
  }
  if (file !== undefined && file.size > 0) return;
  const log = lookAt(folder, `${JOURNAL_FILE}-wal`);
  if ((log?.size ?? 0) === 0 && !TRACES.some((name) => lookAt(folder, name) !== undefined)) return;
  const what = file === undefined ? 'is not there' : 'is empty';
  throw new EdgeError('journal-damaged', `the journal’s file ${what}, though a record was kept in this folder`);
};

const lookAt = (folder: string, name: string): Stats | undefined => statSync(join(folder, name), { throwIfNoEntry: false });
