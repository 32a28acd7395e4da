import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LONGEST_BLOCK } from '../domain/block.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';

/** The first two bytes of gzip (RFC 1952, section 2.3.1). */
const GZIP = [0x1f, 0x8b] as const;

/**
 * The lines of a file of blocks, as it is or compressed by gzip. A line longer than any block is cut: it is refused
 * anyway, and must not fill the memory.
 * @throws EdgeError `file-unreadable`.
 */
export async function* blockLines(path: string): AsyncGenerator<string> {
  try {
    yield* linesOf(await textOf(path));
  } catch (error) {
    throw new EdgeError('file-unreadable', `${path}: ${wordsOf(error)}`, { cause: error });
  }
}

const textOf = async (path: string): Promise<Readable> => {
  const file = await open(path, 'r');
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  await file.close();
  const bytes = createReadStream(path);
  if (buffer[0] !== GZIP[0] || buffer[1] !== GZIP[1]) return bytes.setEncoding('utf8');
  const unpacked = createGunzip();
  bytes.on('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked).setEncoding('utf8');
};

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const part of text) {
    const lines = (rest + part).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_BLOCK + 1);
    yield* lines;
  }
  if (rest !== '') yield rest;
}
