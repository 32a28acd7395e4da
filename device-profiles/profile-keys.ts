import { z } from 'zod';
import { profileSchema } from './profile.ts';

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape | readonly Shape[];
  readonly anyOf?: readonly Shape[];
}

const keysWithin = (shape: Shape): readonly string[] => [
  ...Object.entries(shape.properties ?? {}).flatMap(([key, inner]) => [key, ...keysWithin(inner)]),
  ...[shape.items ?? []].flat().flatMap(keysWithin),
  ...(shape.anyOf ?? []).flatMap(keysWithin),
];

/** Every key that a profile may have, at any depth, in alphabetical order: what the guide explains. */
export const PROFILE_KEYS: readonly string[] = [
  ...new Set(keysWithin(z.toJSONSchema(profileSchema, { io: 'input' }) as Shape)),
].sort();

/** The key that somebody may have meant who wrote `key`; undefined when none is near. */
export const nearestKey = (key: string): string | undefined => {
  const [best] = PROFILE_KEYS.map((known) => ({ known, steps: editSteps(key, known) })).sort((a, b) => a.steps - b.steps);
  return best !== undefined && best.steps <= 2 ? best.known : undefined;
};

/** How many letters must be put in, taken out or changed (Levenshtein). */
const editSteps = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [down, letter] of [...from].entries()) {
    const next = [down + 1];
    for (const [across, other] of [...to].entries()) {
      const replaced = (row[across] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
