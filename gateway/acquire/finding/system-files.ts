import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the system keeps what it knows of its ports. Handed in, so that tests build trees of their own. */
export interface SystemRoots {
  readonly dev: string;
  readonly sys: string;
  readonly proc: string;
  /** Where programs of the old school leave lock files, `LCK..ttyUSB0`. */
  readonly locks: string;
}

/** Linux. */
export const SYSTEM_ROOTS: SystemRoots = { dev: '/dev', sys: '/sys', proc: '/proc', locks: '/var/lock' };

// What isn't there, may not be seen, or went away between two looks is no fault here: it is what there is to say.
const unlessGone = async <Found>(look: Promise<Found>, otherwise: Found): Promise<Found> => {
  try {
    return await look;
  } catch (error) {
    if (isFileError(error)) return otherwise;
    throw error;
  }
};

const isFileError = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string';

/** The names in a folder, sorted; none where there is no such folder. */
export const namesIn = async (folder: string): Promise<readonly string[]> => [...(await unlessGone(readdir(folder), []))].sort();

/** True where a folder is there, but this user may not read it. */
export const isForbidden = async (folder: string): Promise<boolean> => {
  try {
    await readdir(folder);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
};

/** The text of a small file of the system, trimmed; undefined where it can't be read. */
export const textOf = async (file: string): Promise<string | undefined> =>
  (await unlessGone<string | undefined>(readFile(file, 'utf8'), undefined))?.trim();

/** Where a link leads, as it is written; undefined where there is none or it may not be read. */
export const linkAt = (path: string): Promise<string | undefined> => unlessGone<string | undefined>(readlink(path), undefined);

/** The path behind all links; undefined where it leads nowhere. */
export const realPathOf = (path: string): Promise<string | undefined> =>
  unlessGone<string | undefined>(realpath(path), undefined);

/** For each real path that a folder's links lead to, the links' own full paths, sorted. Dangling links are left out. */
export const linksByTarget = async (folder: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>();
  for (const name of await namesIn(folder)) {
    const link = join(folder, name);
    const target = await realPathOf(link);
    if (target !== undefined) found.set(target, [...(found.get(target) ?? []), link]);
  }
  return found;
};
