import { closeSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SealedBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { headerNumber, sealedBlockOf } from './line-parts.ts';
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

  /** Whose journal it is, as its blocks say; undefined where it has none. Unpacks all of it. @throws EdgeError `journal-damaged`. */
  identity(): { readonly id: string; readonly gateway: string } | undefined {
    let first: string | undefined;
    for (const { line } of this.#blocks()) first ??= line;
    const [, gateway, id] = NAMES.exec(first ?? '') ?? [];
    return gateway === undefined || id === undefined ? undefined : { id, gateway };
  }

  /** The lines of a lane from the block that holds `number` on; what is gone is left out. @throws EdgeError `journal-damaged`. */
  *lines(lane: Lane, number: number): Generator<string> {
    let next = number;
    for (const block of this.#blocks()) {
      if (block.lane !== lane || block.last < next) continue;
      yield block.line;
      next = block.last + 1;
    }
  }

  /** The first number of a lane's block that began at `time` or later; undefined where none did. @throws EdgeError `journal-damaged`. */
  firstSince(lane: Lane, time: UtcMillis): number | undefined {
    for (const block of this.#blocks()) if (block.lane === lane && headerNumber(block.line, 't0') >= time) return block.first;
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

/** The texts of a file's pieces. What looks like a piece's begin may stand within one: it is read on with what follows. */
function* textsIn(path: string): Generator<string> {
  let held: Buffer = Buffer.alloc(0);
  for (const piece of piecesIn(path)) {
    held = Buffer.concat([held, piece]);
    const text = unpacked(held);
    if (text === undefined && held.length <= LONGEST_STRETCH) continue;
    if (text === undefined) break;
    yield text;
    held = Buffer.alloc(0);
  }
  if (held.length > 0) throw new EdgeError('journal-damaged', `${path}: a piece can't be unpacked`);
}

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
