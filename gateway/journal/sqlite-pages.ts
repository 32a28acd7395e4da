import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { PAGE_SIZE } from './journal-format.ts';
import { readLog } from './write-ahead-log.ts';

/** A value of a row, as it lies in the file. */
export type StoredValue = number | string | Buffer | null;

/** A row that was found on a page. */
export interface FoundRow {
  /** The page and the place on it, to find the row again. */
  readonly page: number;
  readonly cell: number;
  /** Absent in tables without row ids. */
  readonly rowId?: number;
  readonly values: readonly StoredValue[];
}

/** A page as a part of a table's tree. */
export interface TreePage {
  readonly rows: readonly FoundRow[];
  /** The pages below it. */
  readonly children: readonly number[];
  /** False where something on it can't be read. */
  readonly whole: boolean;
}

// The layout of pages: "Database File Format" of the SQLite documentation, section 1.6.
const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;
const TABLE_INTERIOR = 0x05;
/** Unlike a table's, it holds rows of its own: they are those between its children's. */
const INDEX_INTERIOR = 0x02;

/** A row longer than this is none of ours. */
const LONGEST_ROW = 4 * 1_048_576;

/**
 * A damaged SQLite file, read page by page without its tree: whatever rows are whole are found, whatever else is broken.
 * Pages in the write-ahead log stand before those of the file.
 */
export class SqlitePages {
  readonly #file: number;
  readonly #log: Buffer;
  readonly #logged: ReadonlyMap<number, number>;
  readonly count: number;
  /** True where the write-ahead log lost commits: pages may be older than they should be. */
  readonly stale: boolean;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    const logPath = `${path}-wal`;
    this.#log = statSync(logPath, { throwIfNoEntry: false }) === undefined ? Buffer.alloc(0) : readFileSync(logPath);
    const { pages, lost } = readLog(this.#log);
    this.stale = lost;
    this.#logged = new Map(pages.map(({ page, at }) => [page, at]));
    const inFile = Math.ceil(fstatSync(this.#file).size / PAGE_SIZE);
    this.count = Math.max(inFile, ...[...this.#logged.keys()].filter((page) => page < inFile + this.#logged.size + 1));
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The rows on a page, from 1 on; none where it holds no rows, or is broken. */
  rows(page: number): readonly FoundRow[] {
    return this.look(page)?.rows ?? [];
  }

  /** A page as a part of a tree, or undefined where it is none. */
  look(page: number): TreePage | undefined {
    const bytes = this.#page(page);
    const header = page === 1 ? 100 : 0;
    const kind = bytes[header];
    if (kind !== TABLE_LEAF && kind !== INDEX_LEAF && kind !== TABLE_INTERIOR && kind !== INDEX_INTERIOR) return undefined;
    const isInterior = kind === TABLE_INTERIOR || kind === INDEX_INTERIOR;
    const pointers = header + (isInterior ? 12 : 8);
    const cells = Math.min(bytes.readUInt16BE(header + 3), PAGE_SIZE / 4, Math.floor((PAGE_SIZE - pointers) / 2));
    const rows: FoundRow[] = [];
    const children: number[] = [];
    for (let cell = 0; cell < cells; cell += 1) {
      const at = bytes.readUInt16BE(pointers + 2 * cell);
      if (isInterior && at + 4 <= PAGE_SIZE) children.push(bytes.readUInt32BE(at));
      const row = kind === TABLE_INTERIOR ? undefined : this.#row(bytes, isInterior ? at + 4 : at, kind);
      if (row !== undefined) rows.push({ ...row, page, cell });
    }
    if (isInterior) children.push(bytes.readUInt32BE(header + 8));
    const whole = children.length === (isInterior ? cells + 1 : 0) && rows.length === (kind === TABLE_INTERIOR ? 0 : cells);
    return { rows, children, whole };
  }

  #row(bytes: Buffer, at: number, kind: number): Pick<FoundRow, 'rowId' | 'values'> | undefined {
    const reader = { bytes, at };
    const length = varint(reader);
    const rowId = kind === TABLE_LEAF ? varint(reader) : undefined;
    if (length < 1 || length > LONGEST_ROW || reader.at >= PAGE_SIZE) return undefined;
    const payload = this.#payload(bytes, reader.at, length, kind);
    const values = payload === undefined ? undefined : valuesOf(payload);
    return values === undefined ? undefined : { values, ...(rowId === undefined ? {} : { rowId }) };
  }

  /** A row's bytes: those on its page, then its chain of overflow pages. */
  #payload(bytes: Buffer, at: number, length: number, kind: number): Buffer | undefined {
    const most = kind === TABLE_LEAF ? PAGE_SIZE - 35 : Math.floor(((PAGE_SIZE - 12) * 64) / 255) - 23;
    const least = Math.floor(((PAGE_SIZE - 12) * 32) / 255) - 23;
    const over = least + ((length - least) % (PAGE_SIZE - 4));
    const local = length <= most ? length : over <= most ? over : least;
    if (at + local > PAGE_SIZE) return undefined;
    const parts = [bytes.subarray(at, at + local)];
    let missing = length - local;
    let next = missing > 0 && at + local + 4 <= PAGE_SIZE ? bytes.readUInt32BE(at + local) : 0;
    while (missing > 0) {
      if (next < 1 || next > this.count) return undefined;
      const page = this.#page(next);
      parts.push(page.subarray(4, 4 + Math.min(missing, PAGE_SIZE - 4)));
      missing -= PAGE_SIZE - 4;
      next = page.readUInt32BE(0);
    }
    return Buffer.concat(parts);
  }

  #page(page: number): Buffer {
    const logged = this.#logged.get(page);
    if (logged !== undefined) return this.#log.subarray(logged, logged + PAGE_SIZE);
    const bytes = Buffer.alloc(PAGE_SIZE);
    readSync(this.#file, bytes, 0, PAGE_SIZE, (page - 1) * PAGE_SIZE);
    return bytes;
  }
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** SQLite's variable-length integer: up to nine bytes, the highest first. Numbers beyond 2^53 are none of ours. */
const varint = (cursor: Cursor): number => {
  let value = 0;
  for (let count = 0; count < 8; count += 1) {
    const byte = cursor.bytes[cursor.at] ?? 0;
    cursor.at += 1;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value;
  }
  cursor.at += 1;
  return Number.MAX_SAFE_INTEGER;
};

/** A record's values ("Record Format", section 2.1), or undefined where its header doesn't fit its length. */
const valuesOf = (payload: Buffer): readonly StoredValue[] | undefined => {
  const header = { bytes: payload, at: 0 };
  const end = varint(header);
  if (end > payload.length) return undefined;
  const values: StoredValue[] = [];
  let at = end;
  while (header.at < end) {
    const type = varint(header);
    const length = lengthOf(type);
    if (at + length > payload.length) return undefined;
    values.push(storedValue(type, payload.subarray(at, at + length)));
    at += length;
  }
  return header.at === end && at === payload.length ? values : undefined;
};

const INTEGER_LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0] as const;

const lengthOf = (type: number): number => INTEGER_LENGTHS[type] ?? Math.floor((type - 12) / 2);

const storedValue = (type: number, bytes: Buffer): StoredValue => {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) return Number(bytes.readBigInt64BE(0));
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8');
};
