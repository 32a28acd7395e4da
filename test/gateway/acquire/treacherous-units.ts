import { isSealedRtu, sealedRtu } from '../../../simulators/world/rtu-checksum.ts';

/** A read as a unit heard it. */
export interface Served {
  readonly unit: number;
  readonly function: number;
  readonly address: number;
  readonly count: number;
}

/** The read in a frame; undefined where there is none. */
export const servedIn = (frame: Uint8Array): Served | undefined => {
  if (!isSealedRtu(frame) || frame.length !== 8) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset);
  return { unit: view.getUint8(0), function: view.getUint8(1), address: view.getUint16(2), count: view.getUint16(4) };
};

/** Requests are told apart as far as 20 bits go. */
export const SERIALS = 2 ** 20;

const INPUT_SLOTS = 128;

/** What two registers hold: whose they are, where they lie, and to which request they are the answer. */
export const wordsOf = (unit: number, code: number, address: number, serial: number): number =>
  unit * 2 ** 28 + ((code === 4 ? INPUT_SLOTS : 0) + address / 2) * SERIALS + (serial % SERIALS);

/** The answer to a read of values of two registers each, or an exception. */
export const answerFrame = (asked: Served, serial: number, exception: number | undefined): Uint8Array => {
  if (exception !== undefined) return sealedRtu(Uint8Array.of(asked.unit, asked.function | 0x80, exception));
  const body = new Uint8Array(3 + 2 * asked.count);
  const view = new DataView(body.buffer);
  body.set([asked.unit, asked.function, 2 * asked.count]);
  for (let place = 0; place < asked.count; place += 2) {
    view.setUint32(3 + 2 * place, wordsOf(asked.unit, asked.function, asked.address + place, serial));
  }
  return sealedRtu(body);
};

/** True where a frame could be the answer to what was asked. */
export const isWhole = (frame: Uint8Array, asked: Served): boolean =>
  frame.length === 5 + 2 * asked.count && frame[0] === asked.unit && frame[1] === asked.function && isSealedRtu(frame);
