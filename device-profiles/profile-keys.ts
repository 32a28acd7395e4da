import { z } from 'zod';
import { profileSchema } from './profile.ts';

type Shape = z.core.JSONSchema.JSONSchema;
type Inner = Shape | boolean | undefined;

/** What may stand below one shape: itself where it has keys, each element of a list, each of several forms. */
const within = (shape: Inner, above: string): readonly string[] => {
  if (typeof shape !== 'object') return [];
  const items = [shape.items, ...(shape.prefixItems ?? [])].flat();
  const keys = Object.entries(shape.properties ?? {}).flatMap(([key, inner]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return [path, ...within(inner, path)];
  });
  return [...keys, ...[...items, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap((inner) => within(inner, above))];
};

/** Every key that a schema admits, with those above it, as in `registers.sentinels.raw`. */
export const keyPathsOf = (schema: z.ZodType): readonly string[] => [
  ...new Set(within(z.toJSONSchema(schema, { io: 'input' }), '')),
];

/** Every key that a device's profile may have: what the guide explains. */
export const profileKeyPaths = (): readonly string[] => keyPathsOf(profileSchema);

/** The key of a schema that somebody may have meant who wrote `key`; undefined when none is near. */
export const nearestKeyOf = (schema: z.ZodType, key: string): string | undefined => {
  if (key.length > LONGEST_GUESS) return undefined;
  const keys = keysOf(schema);
  const [best] = keys.map((known) => ({ known, steps: editSteps(key, known) })).sort((a, b) => a.steps - b.steps);
  return best !== undefined && best.steps <= 2 ? best.known : undefined;
};

/** Found out when a key is mistyped: a start that meets none needn't pay for it. */
const keysBySchema = new WeakMap<z.ZodType, readonly string[]>();

const keysOf = (schema: z.ZodType): readonly string[] => {
  const known = keysBySchema.get(schema);
  if (known !== undefined) return known;
  const keys = [...new Set(keyPathsOf(schema).map((path) => path.slice(path.lastIndexOf('.') + 1)))];
  keysBySchema.set(schema, keys);
  return keys;
};

/** Nobody mistypes a key by more than that; the work grows with the length of what was written. */
const LONGEST_GUESS = 40;

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
