import { createBitWriter } from './bit-writer.ts';
import type { Path } from './cheapest-path.ts';
import { DISTANCE_CODES, distanceCode, END_OF_BLOCK, LITERAL_CODES, lengthCode } from './deflate-codes.ts';
import { canonicalCodes, codeLengths } from './huffman-code.ts';

/** How often a way through a text uses each symbol: literals and lengths, and distances. */
export interface SymbolCounts {
  readonly literals: Uint32Array;
  readonly distances: Uint32Array;
}

interface BlockCodes {
  readonly literals: Uint8Array;
  readonly distances: Uint8Array;
}

/** The order in which lengths of the third code are written (RFC 1951, 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

export const countSymbols = (text: Uint8Array, { lengths, distances }: Path): SymbolCounts => {
  const counts: SymbolCounts = { literals: new Uint32Array(LITERAL_CODES), distances: new Uint32Array(DISTANCE_CODES) };
  const count = (of: Uint32Array, code: number): void => {
    of[code] = (of[code] ?? 0) + 1;
  };
  let place = 0;
  for (const [nth, length] of lengths.entries()) {
    const distance = distances[nth] ?? 0;
    if (distance > 0) count(counts.distances, distanceCode(distance).code);
    count(counts.literals, distance > 0 ? lengthCode(length).code : (text[place] ?? 0));
    place += length;
  }
  count(counts.literals, END_OF_BLOCK);
  return counts;
};

/** The text as one final DEFLATE block with codes of its own (RFC 1951, 3.2.7). */
export const writeBlock = (text: Uint8Array, path: Path, counts: SymbolCounts): Uint8Array => {
  const codes: BlockCodes = { literals: codeLengths(counts.literals, 15), distances: codeLengths(counts.distances, 15) };
  const out = createBitWriter();
  out.write(0b101, 3);
  writeCodes(out.write, codes);
  const literals = canonicalCodes(codes.literals);
  const distances = canonicalCodes(codes.distances);
  const literal = (code: number): void => out.write(literals[code] ?? 0, codes.literals[code] ?? 0);
  let place = 0;
  for (const [nth, length] of path.lengths.entries()) {
    const distance = path.distances[nth] ?? 0;
    if (distance === 0) literal(text[place] ?? 0);
    else {
      const [long, far] = [lengthCode(length), distanceCode(distance)];
      literal(long.code);
      out.write(long.extra, long.bits);
      out.write(distances[far.code] ?? 0, codes.distances[far.code] ?? 0);
      out.write(far.extra, far.bits);
    }
    place += length;
  }
  literal(END_OF_BLOCK);
  return out.bytes();
};

type Write = (value: number, bits: number) => void;

const writeCodes = (write: Write, { literals, distances }: BlockCodes): void => {
  const literalCount = Math.max(257, lastUsed(literals) + 1);
  const distanceCount = Math.max(1, lastUsed(distances) + 1);
  const runs = runLengths([...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)]);
  const counts = new Uint32Array(19);
  for (const { code } of runs) counts[code] = (counts[code] ?? 0) + 1;
  const lengths = codeLengths(counts, 7);
  const codes = canonicalCodes(lengths);
  const lengthCount = Math.max(4, 19 - [...ORDER].reverse().findIndex((code) => (lengths[code] ?? 0) > 0));
  write(literalCount - 257, 5);
  write(distanceCount - 1, 5);
  write(lengthCount - 4, 4);
  for (const code of ORDER.slice(0, lengthCount)) write(lengths[code] ?? 0, 3);
  for (const { code, extra, bits } of runs) {
    write(codes[code] ?? 0, lengths[code] ?? 0);
    write(extra, bits);
  }
};

const lastUsed = (lengths: Uint8Array): number => lengths.findLastIndex((length) => length > 0);

interface RunLength {
  readonly code: number;
  readonly extra: number;
  readonly bits: number;
}

/** Lengths as they are written: a repeat of the last as 16, and of zero as 17 or 18 (RFC 1951, 3.2.7). */
const runLengths = (lengths: readonly number[]): readonly RunLength[] => {
  const runs: RunLength[] = [];
  for (let place = 0; place < lengths.length; ) {
    const length = lengths[place] ?? 0;
    let count = 1;
    while (lengths[place + count] === length) count += 1;
    place += count;
    if (length > 0) {
      runs.push({ code: length, extra: 0, bits: 0 });
      count -= 1;
    }
    for (; count >= 11 && length === 0; count -= Math.min(count, 138))
      runs.push({ code: 18, extra: Math.min(count, 138) - 11, bits: 7 });
    for (const most = length === 0 ? 10 : 6; count >= 3; count -= Math.min(count, most))
      runs.push(
        length === 0
          ? { code: 17, extra: Math.min(count, most) - 3, bits: 3 }
          : { code: 16, extra: Math.min(count, most) - 3, bits: 2 },
      );
    for (; count > 0; count -= 1) runs.push({ code: length, extra: 0, bits: 0 });
  }
  return runs;
};
