import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { EdgeError } from '../domain/edge-error.ts';
import { APPLICATION_ID, FORMAT_VERSION, PAGE_SIZE, versionOf } from './journal-format.ts';

const LENGTH = 100;

/**
 * Looks at the first 100 bytes of a journal's file before SQLite does: a flipped bit there may make SQLite take the file
 * for read-only, or for another version's. A file that is not there, or was never filled, has nothing to look at; nor has
 * one whose layout still stands in the write-ahead log alone.
 * Source: "Database File Format" of the SQLite documentation, section 1.3.
 * @throws EdgeError `journal-damaged`, `journal-newer`.
 */
export const checkFileHeader = (path: string): void => {
  const header = existsSync(path) ? firstBytes(path) : Buffer.alloc(0);
  if (header.length === 0) return;
  if (header.length < LENGTH || !constantsHold(header)) throw damaged('its header is not what was written');
  const [version, application] = [header.readUInt32BE(60), header.readUInt32BE(68)];
  if (version !== 0 || application !== 0) checkFormat(version, application);
};

/**
 * Whether a file of this `user_version` and `application_id` is a journal that this Larder can write.
 * @throws EdgeError `journal-damaged`, `journal-newer`.
 */
export const checkFormat = (version: number, application: number): void => {
  const known = versionOf(version);
  if (application !== APPLICATION_ID || known === undefined) throw damaged('it is no journal of Larder');
  if (known > FORMAT_VERSION) {
    throw new EdgeError('journal-newer', `the journal has format ${known}, this Larder knows ${FORMAT_VERSION}`);
  }
};

const damaged = (what: string): EdgeError => new EdgeError('journal-damaged', `the journal's file can't be used: ${what}`);

/** What is the same in every file of this format: magic, page size, WAL, no reserved bytes, payload fractions. */
const constantsHold = (header: Buffer): boolean =>
  header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
  header.readUInt16BE(16) === PAGE_SIZE &&
  header.subarray(18, 24).equals(Buffer.from([2, 2, 0, 64, 32, 32]));

const firstBytes = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(LENGTH);
    return bytes.subarray(0, readSync(file, bytes, 0, LENGTH, 0));
  } finally {
    closeSync(file);
  }
};
