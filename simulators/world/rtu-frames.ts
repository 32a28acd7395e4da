import type { Table } from '../../device-profiles/profile.ts';
import { type ModbusReply, type ModbusRequest, tableRead } from './modbus-answer.ts';
import { isSealedRtu, sealedRtu } from './rtu-checksum.ts';

const wordAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

const wordsAt = (bytes: Uint8Array, at: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => wordAt(bytes, at + 2 * place));

const bitsAt = (bytes: Uint8Array, at: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => ((bytes[at + (place >> 3)] ?? 0) >> (place & 7)) & 1);

/** What a frame asks; undefined where it is broken, too short, or of a length that its function doesn't have. */
export const requestIn = (frame: Uint8Array): ModbusRequest | 'unknown-function' | undefined => {
  if (!isSealedRtu(frame)) return undefined;
  const [unit = 0, code = 0] = frame;
  const asked = { unit, function: code, address: wordAt(frame, 2) };
  const table = tableRead(code);
  if (table !== undefined) return frame.length === 8 ? { ...asked, table, count: wordAt(frame, 4) } : undefined;
  return writeIn(frame, asked);
};

const writeIn = (
  frame: Uint8Array,
  asked: { readonly unit: number; readonly function: number; readonly address: number },
): ModbusRequest | 'unknown-function' | undefined => {
  const count = wordAt(frame, 4);
  const write = (table: Table, words: readonly number[], length: number): ModbusRequest | undefined =>
    frame.length === length ? { ...asked, table, count: words.length, words } : undefined;
  switch (asked.function) {
    case 5:
      return write('coil', [count === 0xff00 ? 1 : 0], 8);
    case 6:
      return write('holding', [count], 8);
    case 15:
      return write('coil', bitsAt(frame, 7, count), 9 + Math.ceil(count / 8));
    case 16:
      return write('holding', wordsAt(frame, 7, count), 9 + 2 * count);
    default:
      return 'unknown-function';
  }
};

const packedBits = (bits: readonly number[]): readonly number[] =>
  Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((packed, bit, place) => packed | (bit << place), 0),
  );

const dataOf = (request: ModbusRequest, words: readonly number[]): readonly number[] =>
  request.table === 'coil' || request.table === 'discrete'
    ? packedBits(words)
    : words.flatMap((word) => [word >>> 8, word & 0xff]);

/** The exception frame of a unit. */
export const exceptionFrame = (unit: number, code: number, exception: number): Uint8Array =>
  sealedRtu(Uint8Array.of(unit, code | 0x80, exception));

/** The frame of a reply; `asked` is the request's own, of which an answered write repeats the beginning. */
export const replyFrame = (
  request: ModbusRequest,
  reply: Exclude<ModbusReply, { is: 'silence' }>,
  asked: Uint8Array,
): Uint8Array => {
  if (reply.is === 'exception') return exceptionFrame(request.unit, request.function, reply.code);
  if (reply.is === 'written') return sealedRtu(asked.subarray(0, 6));
  const data = dataOf(request, reply.words);
  return sealedRtu(Uint8Array.of(request.unit, request.function, data.length, ...data));
};
