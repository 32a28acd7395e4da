import type { InputType } from 'node:zlib';
import { vi } from 'vitest';

type Zlib = typeof import('node:zlib');
type Done = (error: null, result: Buffer) => void;

/** `node:zlib`, with what it does in threads done at once instead: threads don't know a clock that is moved by hand. */
export const zlibAtOnce = (zlib: Zlib) => ({
  ...zlib,
  deflate: (bytes: InputType, options: object, done: Done) => done(null, zlib.deflateSync(bytes, options)),
  inflate: (bytes: InputType, options: object, done: Done) => done(null, zlib.inflateSync(bytes, options)),
});

/** The compression of dense blocks, which else gives way to the event loop between its pieces, in one piece. */
export const denseZlibAtOnce = async () => {
  const { deflateSync } = await vi.importActual<Zlib>('node:zlib');
  return { denseZlib: async (text: Uint8Array) => deflateSync(text) };
};
