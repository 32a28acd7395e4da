import type { Millis } from '../../domain/clock.ts';

/** Values of the recent past, oldest first, each with its age: `[age, value, age, value, …]`. Plain numbers, because they are saved. */
export type Samples = readonly number[];

/** The samples grow older by `passed`; those older than `window` are left out, but for one that still spans it. */
export const aged = (samples: Samples, passed: Millis, window: Millis): Samples => {
  const older = samples.map((number, place) => (place % 2 === 0 ? number + passed : number));
  const first = older.findIndex((age, place) => place % 2 === 0 && age <= window);
  return first < 0 ? [] : older.slice(first);
};

/** The value is added as the newest sample, unless the last one is younger than `pace`. */
export const withSample = (samples: Samples, value: number, pace: Millis): Samples => {
  const newest = samples.at(-2);
  return newest !== undefined && newest < pace ? samples : [...samples, 0, value];
};

/** The values alone. */
export const valuesIn = (samples: Samples): readonly number[] => samples.filter((_, place) => place % 2 === 1);
