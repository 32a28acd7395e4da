import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { PersonRef } from '../domain/station-fact.ts';

/** The key of references in the data folder: 32 bytes as hex, for its owner alone. */
const REFERENCE_KEY_FILE = 'people.key';

/** Read or write for group or others. */
const OPEN_TO_OTHERS = 0o077;

/**
 * Gives each person, dealer or agency a reference that means nothing without this box's key: HMAC-SHA-256, cut to 16 hex
 * digits. The key is made at the first use. Without it, the record's references can't be tied to anybody any more.
 * @throws EdgeError `key-unreadable` when the key is damaged or open to others, `data-folder-unwritable`.
 */
export const openReferences = (folder: string): ((person: string) => PersonRef) => {
  const path = join(folder, REFERENCE_KEY_FILE);
  const key = readKey(path) ?? madeKey(path);
  return (person) => createHmac('sha256', key).update(person, 'utf8').digest('hex').slice(0, 16);
};

/** True where somebody was ever referred to: the key is there. */
export const hasReferences = (folder: string): boolean => existsSync(join(folder, REFERENCE_KEY_FILE));

const readKey = (path: string): Buffer | undefined => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if ((found.mode & OPEN_TO_OTHERS) !== 0)
    throw new EdgeError('key-unreadable', `${path} is open to others (mode ${(found.mode & 0o777).toString(8)})`);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new EdgeError('key-unreadable', `${path} holds no key of 32 bytes`);
  return Buffer.from(text, 'hex');
};

// Written whole and synced before it gets its name: a power cut leaves no key, or all of it.
const madeKey = (path: string): Buffer => {
  const key = randomBytes(32);
  try {
    const file = openSync(`${path}.new`, 'w', 0o600);
    writeSync(file, `${key.toString('hex')}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new EdgeError('data-folder-unwritable', `${path}: ${wordsOf(error)}`, { cause: error });
  }
  return key;
};
