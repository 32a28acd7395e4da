import { describe, expect, test } from 'vitest';
import { bellCurve, seededRandom, seedOf } from '../../../simulators/world/seeded-random.ts';

const taken = (random: () => number, count: number): number[] => Array.from({ length: count }, random);

describe('chance by seed', () => {
  test('repeats itself for the same seed and differs for another', () => {
    expect(taken(seededRandom(7), 100)).toEqual(taken(seededRandom(7), 100));
    expect(taken(seededRandom(7), 10)).not.toEqual(taken(seededRandom(8), 10));
  });

  test('spreads evenly from 0 up to 1', () => {
    const numbers = taken(seededRandom(3), 100_000);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test('gives each part of a world a seed of its own', () => {
    expect(seedOf(7, 'fridge-1')).not.toBe(seedOf(7, 'fridge-2'));
    expect(seedOf(7, 'fridge-1')).not.toBe(seedOf(8, 'fridge-1'));
  });

  test('has a bell curve of mean 0 and deviation 1', () => {
    const random = seededRandom(5);
    const numbers = Array.from({ length: 50_000 }, () => bellCurve(random));
    const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
    const deviation = Math.sqrt(numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / numbers.length);
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(1, 1);
  });
});
