import { DISTANCE_CODES, distanceCode, LITERAL_CODES, LONGEST_MATCH, lengthCode, SHORTEST_MATCH } from './deflate-codes.ts';
import type { Matches } from './deflate-matches.ts';

/** What the symbols cost, in bits. */
export interface Prices {
  readonly literals: Float64Array;
  readonly distances: Float64Array;
}

/** A way through a text, step by step: a literal is a step of length 1 and distance 0. */
export interface Path {
  readonly lengths: readonly number[];
  readonly distances: readonly number[];
}

/** Prices before anything is known: digits and brackets are cheap in any text of ours. */
export const firstPrices = (): Prices => ({
  literals: new Float64Array(LITERAL_CODES).fill(6.5),
  distances: new Float64Array(DISTANCE_CODES).fill(4.5),
});

/** Prices by how often symbols were used: their information, without a code's rounding to whole bits. */
export const pricesOf = (literals: Uint32Array, distances: Uint32Array): Prices => ({
  literals: informationOf(literals),
  distances: informationOf(distances),
});

// A symbol that wasn't used is dearer than any that was: it would lengthen the code's own description as well.
const informationOf = (counts: Uint32Array): Float64Array => {
  const all = Math.log2(counts.reduce((sum, count) => sum + count, 1));
  return Float64Array.from(counts, (count) => (count === 0 ? all + 2 : Math.max(1, all - Math.log2(count))));
};

/** The cheapest way through `text` at these prices, by dynamic programming over all matches. */
export const cheapestPath = (text: Uint8Array, matches: readonly Matches[], prices: Prices): Path => {
  const costs = new Float64Array(text.length + 1).fill(Number.POSITIVE_INFINITY);
  const steps = new Uint16Array(text.length + 1);
  const reaches = new Uint16Array(text.length + 1);
  const lengthPrices = new Float64Array(LONGEST_MATCH + 1);
  for (let length = SHORTEST_MATCH; length <= LONGEST_MATCH; length += 1) {
    const { code, bits } = lengthCode(length);
    lengthPrices[length] = (prices.literals[code] ?? 0) + bits;
  }
  costs[0] = 0;
  for (let place = 0; place < text.length; place += 1) {
    const here = costs[place] ?? 0;
    const offer = (length: number, distance: number, price: number): void => {
      if (here + price >= (costs[place + length] ?? 0)) return;
      costs[place + length] = here + price;
      steps[place + length] = length;
      reaches[place + length] = distance;
    };
    offer(1, 0, prices.literals[text[place] ?? 0] ?? 0);
    let length = SHORTEST_MATCH;
    const { lengths = [], distances = [] } = matches[place] ?? {};
    for (const [nth, longest] of lengths.entries()) {
      const distance = distances[nth] ?? 0;
      const { code, bits } = distanceCode(distance);
      const reach = (prices.distances[code] ?? 0) + bits;
      for (; length <= longest; length += 1) offer(length, distance, (lengthPrices[length] ?? 0) + reach);
    }
  }
  return walkedBack(steps, reaches, text.length);
};

const walkedBack = (steps: Uint16Array, reaches: Uint16Array, end: number): Path => {
  const lengths: number[] = [];
  const distances: number[] = [];
  for (let place = end; place > 0; place -= lengths.at(-1) ?? 1) {
    lengths.push(Math.max(1, steps[place] ?? 1));
    distances.push(reaches[place] ?? 0);
  }
  return { lengths: lengths.reverse(), distances: distances.reverse() };
};
