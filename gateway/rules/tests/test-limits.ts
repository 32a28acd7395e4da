import type { Interfering, Matrix, MatrixLimit, TestItem } from './limits-file.ts';

/** Everything that results are judged by: the shipped data, with the site's own in the place of what it replaces. */
export interface TestLimits {
  readonly items: ReadonlyMap<string, TestItem>;
  readonly matrices: ReadonlyMap<string, Matrix>;
  readonly interfering: readonly Interfering[];
  readonly limits: readonly MatrixLimit[];
}

/** A matrix and all that it is a part of, nearest first: cowpea, bean vegetables, vegetables. */
export const chainOf = (id: string, matrices: ReadonlyMap<string, Matrix>): readonly string[] => {
  const chain: string[] = [];
  for (let at: string | undefined = id; at !== undefined && !chain.includes(at); at = matrices.get(at)?.within) chain.push(at);
  return chain;
};
