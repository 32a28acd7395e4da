import { closeSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SealedBlock } from '../domain/block.ts';
import type { Lane } from '../domain/lane.ts';
import { headerNumber, sealedBlockOf } from './line-parts.ts';
import type { BlocksBegan } from './record-file.ts';
import { LONGEST_STRETCH } from './stretch.ts';

const PART = 262_144;

/** How each piece of the file begins: gzip (RFC 1952, 2.3), deflate, no flags, no time. */
const MARK = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);

const NAMES = /^\{"v":1,"gateway":"([^"]*)","journal":"([^"]*)"/;

/** What could be read of a damaged journal: the whole blocks that were carried over beside its file, piece by piece. */
export class CarriedFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whose journal it is, as its first block says; undefined where none can be read. */
  identity(): { readonly id: string; readonly gateway: string } | undefined {
    const [first] = this.#blocks();
    const [, gateway, id] = NAMES.exec(first?.line ?? '') ?? [];
    return gateway === undefined || id === undefined ? undefined : { id, gateway };
  }

  /** The lines of a lane from the block that holds `number` on; what is gone, or can't be unpacked, is left out. */
  *lines(lane: Lane, number: number): Generator<string> {
    let next = number;
    for (const block of this.#blocks()) {
      if (block.lane !== lane || block.last < next) continue;
      yield block.line;
      next = block.last + 1;
    }
  }

  /** The first number from `number` on of a lane's block that began between two moments; undefined where none did. @throws EdgeError `journal-damaged`. */
  firstWithin(lane: Lane, number: number, { from, to }: BlocksBegan): number | undefined {
    for (const block of this.#blocks()) {
      if (block.lane !== lane || block.last < number) continue;
      const began = headerNumber(block.line, 't0');
      if (began >= from && began <= to) return Math.max(number, block.first);
    }
    return undefined;
  }

  close(): void {
    // Nothing is held open between two looks.
  }

  *#blocks(): Generator<SealedBlock> {
    for (const text of textsIn(this.#path)) {
      for (const line of text.split('\n')) {
        const block = sealedBlockOf(line);
        if (block !== undefined) yield block;
      }
    }
  }
}

/**
 * The texts of a file's pieces. What looks like a piece's begin may stand within one: it is read on with what follows. A piece
 * that was damaged is left out once one behind it can be unpacked; their checksums tell them apart.
 */
function* textsIn(path: string): Generator<string> {
  let held: readonly Buffer[] = [];
  for (const piece of piecesIn(path)) {
    held = [...held, piece];
    const text = unpackedEnd(held);
    if (text !== undefined) yield text;
    held = text === undefined ? within(held, LONGEST_STRETCH) : [];
  }
}

/** The longest end of some buffers that is whole. */
const unpackedEnd = (held: readonly Buffer[]): string | undefined => {
  for (let start = 0; start < held.length; start += 1) {
    const text = unpacked(Buffer.concat(held.slice(start)));
    if (text !== undefined) return text;
  }
  return undefined;
};

/** The last buffers that have no more than so many bytes together. */
const within = (held: readonly Buffer[], most: number): readonly Buffer[] => {
  let bytes = held.reduce((sum, { length }) => sum + length, 0);
  const from = held.findIndex(({ length }) => {
    bytes -= length;
    return bytes + length <= most;
  });
  return from < 0 ? [] : held.slice(from);
};

/** The bytes of a file, cut before each mark. */
function* piecesIn(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    let held: Buffer = Buffer.alloc(0);
    for (;;) {
      const part = Buffer.alloc(PART);
      const read = readSync(file, part);
      held = Buffer.concat([held, part.subarray(0, read)]);
      for (let end = held.indexOf(MARK, 1); end > 0; end = held.indexOf(MARK, 1)) {
        yield held.subarray(0, end);
        held = held.subarray(end);
      }
      if (read === 0) break;
    }
    if (held.length > 0) yield held;
  } finally {
    closeSync(file);
  }
}

const unpacked = (bytes: Buffer): string | undefined => {
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_STRETCH }).toString('utf8');
  } catch {
    return undefined; // not a whole piece: the caller goes on, or says that it is broken
  }
};
