/** What was filled in at a place. */
export type Filled = string | number | FilledTree | readonly FilledTree[];

/** Names with what stands there, in order. For a list of records, `each` is the element that XML puts each in. */
export interface FilledTree {
  readonly names: readonly (readonly [name: string, filled: Filled, each?: string])[];
}

/** A filled tree as plain values, for JSON. */
export const plain = (filled: Filled): unknown => {
  if (typeof filled === 'string' || typeof filled === 'number') return filled;
  if ('names' in filled) return Object.fromEntries(filled.names.map(([name, value]) => [name, plain(value)]));
  return filled.map(plain);
};
