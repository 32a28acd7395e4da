import { LONGEST_MATCH, SHORTEST_MATCH } from './deflate-codes.ts';

/** What repeats at one place of a text: rising lengths, each with the nearest distance at which so much repeats. */
export interface Matches {
  readonly lengths: readonly number[];
  readonly distances: readonly number[];
}

const WINDOW = 32_768;
/** Earlier places that are looked at for one place. */
const MOST_LOOKED_AT = 512;

/** Finds what repeats, place by place in rising order. */
export const createMatchFinder = (text: Uint8Array): ((place: number) => Matches) => {
  const newest = new Map<number, number>();
  const before = new Int32Array(text.length).fill(-1);
  return (place) => {
    const found: { lengths: number[]; distances: number[] } = { lengths: [], distances: [] };
    if (place + SHORTEST_MATCH > text.length) return found;
    const key = ((text[place] ?? 0) << 16) | ((text[place + 1] ?? 0) << 8) | (text[place + 2] ?? 0);
    const most = Math.min(LONGEST_MATCH, text.length - place);
    let longest = SHORTEST_MATCH - 1;
    let looked = 0;
    let earlier = newest.get(key) ?? -1;
    for (; earlier >= 0 && place - earlier <= WINDOW && longest < most && looked < MOST_LOOKED_AT; looked += 1) {
      const length = commonLength(text, earlier, place, most);
      if (length > longest) {
        longest = length;
        found.lengths.push(length);
        found.distances.push(place - earlier);
      }
      earlier = before[earlier] ?? -1;
    }
    before[place] = newest.get(key) ?? -1;
    newest.set(key, place);
    return found;
  };
};

const commonLength = (text: Uint8Array, one: number, other: number, most: number): number => {
  let length = SHORTEST_MATCH;
  while (length < most && text[one + length] === text[other + length]) length += 1;
  return length;
};
