import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Signer } from '../domain/signed-text.ts';
import { SPKI_PREFIX } from './signature.ts';

/** The signing key's file in the data folder: PKCS #8 in PEM, for its owner alone. */
export const KEY_FILE = 'journal.key';

/** Read or write for group or others. */
const OPEN_TO_OTHERS = 0o077;

/**
 * The Ed25519 key in `folder` as a signer; where `create` allows it, a first one is made.
 * @throws EdgeError `key-unreadable` when it is missing, damaged, of another kind, or open to others.
 */
export const openSigner = (folder: string, create: boolean): Signer => {
  const path = join(folder, KEY_FILE);
  const found = readKey(path);
  if (found === undefined && !create)
    throw new EdgeError('key-unreadable', `${path} is missing, though there is a record it signed`);
  return signerOf(found ?? madeKey(folder, path));
};

const signerOf = (key: KeyObject): Signer => ({
  key: createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length).toString('base64'),
  sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
});

const readKey = (path: string): KeyObject | undefined => {
  const mode = modeOf(path);
  if (mode === undefined) return undefined;
  if ((mode & OPEN_TO_OTHERS) !== 0)
    throw new EdgeError('key-unreadable', `${path} is open to others (mode ${(mode & 0o777).toString(8)})`);
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new EdgeError('key-unreadable', `${path}: ${wordsOf(error)}`, { cause: error });
  }
  throw new EdgeError('key-unreadable', `${path} holds a key of another kind than Ed25519`);
};

const modeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mode;

// Written whole and synced before it gets its name: a power cut leaves no key, or all of it.
const madeKey = (folder: string, path: string): KeyObject => {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    const file = openSync(`${path}.new`, 'w', 0o600);
    writeSync(file, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.new`, path);
    syncFolder(folder);
  } catch (error) {
    throw new EdgeError('data-folder-unwritable', `${path}: ${wordsOf(error)}`, { cause: error });
  }
  return privateKey;
};

const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
};
