import type { Millis } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import { type ReadRequest, type Request, readsBits, type WriteRequest } from './request.ts';

/** A request made ready for either framing, once, to be asked any number of times. */
export interface Question {
  readonly request: Request;
  readonly unit: number;
  readonly function: number;
  /** Unit id, function code and data: what both framings carry. */
  readonly body: Uint8Array;
  /** How long the body of the answer is: unit id, function code and data. */
  readonly answerLength: number;
  /** How the body of a good answer begins: with the byte count of a read, or with what was written. */
  readonly answerBegins: Uint8Array;
  /** Silence that the unit needs after its answer, besides the line's own. */
  readonly quietAfter: Millis;
}

/** Most that one request may carry: Modbus Application Protocol V1.1b3, 6.1 to 6.4, 6.11 and 6.12. */
const MOST = { 1: 2000, 2: 2000, 3: 125, 4: 125, 5: 1, 6: 1, 15: 1968, 16: 123 } as const;

const words = (...numbers: readonly number[]): readonly number[] => numbers.flatMap((word) => [word >> 8, word & 0xff]);

const packedBits = (bits: readonly boolean[]): readonly number[] =>
  Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((packed, on, bit) => packed | (on ? 1 << bit : 0), 0),
  );

const countOf = (request: Request): number => {
  switch (request.function) {
    case 5:
    case 6:
      return 1;
    case 15:
      return request.bits.length;
    case 16:
      return request.registers.length;
    default:
      return request.count;
  }
};

const dataOf = (request: WriteRequest): readonly number[] => {
  switch (request.function) {
    case 5:
      return words(request.address, request.on ? 0xff00 : 0);
    case 6:
      return words(request.address, request.value);
    case 15:
      return [...words(request.address, request.bits.length), Math.ceil(request.bits.length / 8), ...packedBits(request.bits)];
    case 16:
      return [...words(request.address, request.registers.length), request.registers.length * 2, ...words(...request.registers)];
  }
};

const isIn = (number: number, most: number): boolean => Number.isInteger(number) && number >= 0 && number <= most;

const isSendable = (request: Request): boolean => {
  const count = countOf(request);
  const values = request.function === 6 ? [request.value] : request.function === 16 ? request.registers : [];
  return (
    isIn(request.unit, 255) &&
    isIn(request.address, 0xffff) &&
    count >= 1 &&
    isIn(count, MOST[request.function]) &&
    request.address + count <= 0x1_0000 &&
    values.every((value) => isIn(value, 0xffff))
  );
};

const isRead = (request: Request): request is ReadRequest => request.function <= 4;

/** Makes a request ready. Throws usage for one that Modbus can't carry. */
export const questionOf = (request: Request, quietAfter: Millis = 0): Question => {
  if (!isSendable(request)) throw new EdgeError('usage', `Modbus can't carry this request: ${JSON.stringify(request)}`);
  const { unit, function: code } = request;
  if (!isRead(request)) {
    const body = Uint8Array.from([unit, code, ...dataOf(request)]);
    // The answer to a write repeats function, address, and the value or the count: V1.1b3, 6.5, 6.6, 6.11, 6.12.
    return { request, unit, function: code, body, answerLength: 6, answerBegins: body.slice(0, 6), quietAfter };
  }
  const bytes = readsBits(code) ? Math.ceil(request.count / 8) : request.count * 2;
  return {
    request,
    unit,
    function: code,
    body: Uint8Array.from([unit, code, ...words(request.address, request.count)]),
    answerLength: 3 + bytes,
    answerBegins: Uint8Array.of(unit, code, bytes),
    quietAfter,
  };
};
