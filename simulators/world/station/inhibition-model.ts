import { bellCurve, seededRandom, seedOf } from '../seeded-random.ts';

/** What is in a well, as nature has it. */
export interface TrueContent {
  readonly sampleId: string;
  /** True where enough pesticide is in it to inhibit the enzyme by half or more. */
  readonly isPositive: boolean;
  /** How often it was measured before: a repeat comes out a little different. */
  readonly repeat?: number;
}

const spread = (random: () => number, least: number, most: number): number => least + random() * (most - least);
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * The enzyme inhibition that a sample shows, in %: 0 to 30 where it is clean, 55 to 90 where it isn't; the same for the same
 * seed. Repeats differ by a standard deviation of one, and never by their verdict.
 */
export const inhibitionOf = (seed: number, { sampleId, isPositive, repeat = 0 }: TrueContent): number => {
  const [least, most] = isPositive ? [55, 90] : [0, 30];
  const content = spread(seededRandom(seedOf(seed, sampleId)), least, most);
  const scatter = bellCurve(seededRandom(seedOf(seed, `${sampleId}/${repeat}`)));
  return Number(within(content + scatter, least, most).toFixed(1));
};
