/** The longest and shortest match of DEFLATE (RFC 1951, 3.2.5). */
export const SHORTEST_MATCH = 3;
export const LONGEST_MATCH = 258;
/** The symbol that ends a block. */
export const END_OF_BLOCK = 256;
export const LITERAL_CODES = 286;
export const DISTANCE_CODES = 30;

// RFC 1951, 3.2.5: base values and extra bits of length codes 257..285, and of distance codes 0..29.
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

/** A value as a code and the bits that follow it. */
export interface Coded {
  readonly code: number;
  readonly extra: number;
  readonly bits: number;
}

const table = (first: number, from: number, extras: readonly number[]): readonly Coded[] => {
  const coded: Coded[] = [];
  let value = from;
  for (const [place, bits] of extras.entries()) {
    for (let extra = 0; extra < 2 ** bits; extra += 1, value += 1) coded[value] = { code: first + place, extra, bits };
  }
  return coded;
};

const lengths = table(257, SHORTEST_MATCH, LENGTH_EXTRA);
// Length 258 has a code of its own, though 284 with all extra bits could say it too.
const LONGEST: Coded = { code: 285, extra: 0, bits: 0 };
const distances = table(0, 1, DISTANCE_EXTRA);
const NONE: Coded = { code: 0, extra: 0, bits: 0 };

/** The code of a match's length, 3 to 258. */
export const lengthCode = (length: number): Coded => (length === LONGEST_MATCH ? LONGEST : (lengths[length] ?? NONE));

/** The code of a match's distance, 1 to 32768. */
export const distanceCode = (distance: number): Coded => distances[distance] ?? NONE;
