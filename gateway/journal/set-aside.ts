import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UtcMillis } from '../domain/clock.ts';
import type { JournalFact } from '../domain/fact.ts';
import { JOURNAL_FILE } from './sqlite-file.ts';

/** Why a journal was set aside. */
export type SetAsideReason = NonNullable<JournalFact['reason']>;

/** Names of set-aside files: `journal-damaged-20261121T220500Z.db`. */
const SET_ASIDE = /^journal-(?:damaged|restored|cloned|moved)-\d{8}T\d{6}Z(?:-\d+)?\.db$/;

/** Whether a file of a data folder is a journal that was set aside. */
export const isSetAside = (name: string): boolean => SET_ASIDE.test(name);

/** More of them are not named: the oldest are left out. */
const MOST_NAMED = 20;

/** The names of the journals that were set aside in a folder and are still there, the newest first. */
export const namesSetAside = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(isSetAside)
    .sort((one, other) => whenIn(other).localeCompare(whenIn(one)))
    .slice(0, MOST_NAMED);

const whenIn = (name: string): string => name.replace(/^journal-[a-z]+-/, '');

/** What stands beside a damaged file that was set aside, once its readable blocks were carried over: block lines, gzip. */
export const carriedName = (path: string): string => path.replace(/\.db$/, '.blocks.gz');

/**
 * Sets the journal's file aside, whole, with its write-ahead log, under a name that tells why and when; nothing of it is
 * changed. An empty file stands for one that is gone. Gives its new path. Nobody has it open.
 */
export const setAside = (folder: string, reason: SetAsideReason, at: UtcMillis): string => {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const path = freePath(folder, `journal-${reason}-${stamp}`);
  // The log first: a file without its log would be an older record that looks whole.
  if (existsSync(join(folder, `${JOURNAL_FILE}-wal`))) renameSync(join(folder, `${JOURNAL_FILE}-wal`), `${path}-wal`);
  if (existsSync(join(folder, JOURNAL_FILE))) renameSync(join(folder, JOURNAL_FILE), path);
  else writeFileSync(path, '', { mode: 0o600 });
  rmSync(join(folder, `${JOURNAL_FILE}-shm`), { force: true });
  syncFolder(folder);
  return path;
};

/** Damaged files that were set aside, and whose readable blocks were not carried over yet. */
export const waitingForSalvage = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => isSetAside(name) && name.startsWith('journal-damaged-'))
    .map((name) => join(folder, name))
    .filter((path) => !existsSync(carriedName(path)));

/** Makes names in a folder outlive a power cut. */
export const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
};

const freePath = (folder: string, name: string): string => {
  for (let count = 1; ; count += 1) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.db`);
    if (!existsSync(path) && !existsSync(`${path}-wal`)) return path;
  }
};
