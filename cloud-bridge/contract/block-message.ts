import { promisify } from 'node:util';
import { constants, deflate, inflate } from 'node:zlib';
import { denseZlib } from './dense/dense-zlib.ts';

/** Text up to this long (in bytes), a live block or two, is worth the dearer search for a shorter stream. */
const DENSE_UP_TO = 4096;

const deflated = promisify(deflate);
const inflated = promisify(inflate);

/** Text shorter than this (in bytes) is sent as it is: compression would gain next to nothing. */
const PLAIN_BELOW = 200;

/** The first byte of what is compressed: zlib with the largest window. A block begins with `{`, never with it. */
const ZLIB = 0x78;

/** A message longer than this (in bytes) is refused unread. */
export const LONGEST_MESSAGE = 4_194_304;

/** No message may become longer than this (in bytes) when it is inflated: a receiver's memory is bounded. */
export const LONGEST_INFLATED = 16_777_216;

/** A level of 9 costs little over the default at these sizes, and the air is dearer than the processor. */
const DENSEST = { level: 9, memLevel: 9, windowBits: 15, strategy: constants.Z_DEFAULT_STRATEGY } as const;

/**
 * Packs block lines into one message: joined by `\n`, and compressed where that makes it shorter, off the main
 * thread or in slices: nothing waits for it.
 * The lines share one zlib stream, so that what they repeat costs next to nothing.
 */
export const packMessage = async (lines: readonly string[]): Promise<Uint8Array> => {
  const plain = Buffer.from(lines.join('\n'), 'utf8');
  if (plain.length < PLAIN_BELOW) return plain;
  const dense = plain.length <= DENSE_UP_TO ? await denseZlib(plain) : await deflated(plain, DENSEST);
  return dense.length < plain.length ? dense : plain;
};

/** What a message turned out to hold. */
export type UnpackedMessage =
  | { readonly is: 'lines'; readonly lines: readonly string[] }
  | { readonly is: 'broken'; readonly reason: 'too-long' | 'not-zlib' | 'not-text' | 'empty' };

/**
 * Parts a message from anywhere into its lines, which are yet to be parsed. Never rejects; never takes more memory than
 * `LONGEST_INFLATED` allows. Lines end at `\n` alone: a block may hold any other kind of line break.
 */
export const unpackMessage = async (message: Uint8Array): Promise<UnpackedMessage> => {
  if (message.length > LONGEST_MESSAGE) return { is: 'broken', reason: 'too-long' };
  const plain = message[0] === ZLIB ? await inflatedOr(message) : message;
  if (plain === 'too-long' || plain === 'not-zlib') return { is: 'broken', reason: plain };
  const text = textOf(plain);
  if (text === undefined) return { is: 'broken', reason: 'not-text' };
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? { is: 'broken', reason: 'empty' } : { is: 'lines', lines };
};

const inflatedOr = (message: Uint8Array): Promise<Uint8Array | 'too-long' | 'not-zlib'> =>
  inflated(message, { maxOutputLength: LONGEST_INFLATED }).catch((error: unknown) =>
    error instanceof RangeError ? 'too-long' : 'not-zlib',
  );

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8 is not a block: the caller says so
  }
};
