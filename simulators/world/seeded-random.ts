/**
 * Chance that repeats: the same seed gives the same numbers, from 0 up to and not including 1.
 * Source: xoshiro128** of Blackman and Vigna, seeded by splitmix32; fine for simulation, useless for secrets.
 */
export const seededRandom = (seed: number): (() => number) => {
  const next = splitMix(seed);
  let [a, b, c, d] = [next(), next(), next(), next()];
  return () => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return scrambled / 0x1_0000_0000;
  };
};

/** A seed for a part of a world, so that parts don't move together: `seedOf(7, 'fridge-1')`. */
export const seedOf = (seed: number, part: string): number => {
  let hash = 0x811c9dc5 ^ seed;
  for (let place = 0; place < part.length; place += 1) hash = Math.imul(hash ^ part.charCodeAt(place), 0x01000193);
  return hash >>> 0;
};

/** A number near the middle of a bell curve of standard deviation 1 (the sum of twelve even chances, less six). */
export const bellCurve = (random: () => number): number => {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += random();
  return sum;
};

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const splitMix = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
};
