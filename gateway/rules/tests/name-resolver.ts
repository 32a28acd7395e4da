import type { Matrix, TestItem } from './limits-file.ts';
import { nameKey } from './plain-text.ts';
import { chainOf, type TestLimits } from './test-limits.ts';

/** Finds what people and instruments mean, by the names in the data and by nothing else: what isn't there stays unknown. */
export interface NameResolver {
  /** The item that a text names. */
  readonly itemOf: (text: string) => string | undefined;
  /** The matrix of goods: by the goods' own name, else by their category. Undefined where the two contradict each other. */
  readonly matrixOf: (goods: string | undefined, category: string | undefined) => string | undefined;
}

/** Every text that names an item. */
export const namesOfItem = ({ id, name, aliases }: TestItem): readonly string[] => [id, name.en, name['zh-CN'], ...aliases];

/** Every text that names a matrix or goods that belong to it. */
export const namesOfMatrix = ({ id, name, aliases, goods }: Matrix): readonly string[] => [
  id,
  name.en,
  name['zh-CN'],
  ...aliases,
  ...goods.flat(),
];

const byName = <Named extends { readonly id: string }>(all: Iterable<Named>, namesOf: (named: Named) => readonly string[]) =>
  new Map([...all].flatMap((named) => namesOf(named).map((name) => [nameKey(name), named.id] as const)));

/** A resolver over the names of these items and matrices. */
export const createNameResolver = ({ items, matrices }: TestLimits): NameResolver => {
  const itemIds = byName(items.values(), namesOfItem);
  const matrixIds = byName(matrices.values(), namesOfMatrix);
  const lookUp = (text: string | undefined) => (text === undefined ? undefined : matrixIds.get(nameKey(text)));
  return {
    itemOf: (text) => itemIds.get(nameKey(text)),
    matrixOf: (goods, category) => {
      const own = lookUp(goods);
      const general = lookUp(category);
      if (own === undefined || general === undefined) return own ?? general;
      if (chainOf(own, matrices).includes(general)) return own;
      return chainOf(general, matrices).includes(own) ? general : undefined;
    },
  };
};
