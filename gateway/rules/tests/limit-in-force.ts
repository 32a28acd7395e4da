import type { UtcMillis } from '../../domain/clock.ts';
import type { Source } from '../../domain/source.ts';
import type { TestLimit } from '../../domain/verdict.ts';
import type { MatrixLimit, TestItem } from './limits-file.ts';
import { chainOf, type TestLimits } from './test-limits.ts';

/** The moment at which a day begins where the documents are in force: Beijing time, all over China, without summer time. */
const beginningOf = (day: string): UtcMillis => Date.parse(`${day}T00:00:00+08:00`);

/** From when a source holds, and the first moment at which it no longer does. */
export const forceOf = ({ validFrom, validTo }: Pick<Source, 'validFrom' | 'validTo'>) => ({
  from: validFrom === undefined ? Number.NEGATIVE_INFINITY : beginningOf(validFrom),
  before: validTo === undefined ? Number.POSITIVE_INFINITY : beginningOf(validTo),
});

/** Finds the limit of an item for a matrix that was in force at a moment; of the nearest matrix above it that has one. */
export const createLimitFinder = ({ limits, matrices }: TestLimits) => {
  const byPlace = new Map<string, MatrixLimit[]>();
  for (const limit of limits) {
    const place = `${limit.item}/${limit.matrix}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), limit]);
  }
  return (item: string, matrix: string, at: UtcMillis): MatrixLimit | undefined => {
    const chain = chainOf(matrix, matrices).map((place) => byPlace.get(`${item}/${place}`) ?? []);
    const own = chain.find((found) => found.length > 0) ?? [];
    return own.find(({ source }) => at >= forceOf(source).from && at < forceOf(source).before);
  };
};

/** The limit as the record keeps it. */
export const asJudged = (
  { positiveIf, value, unit, matrix, source: { document, edition, clause, force, verified } }: MatrixLimit,
  kind: TestItem['kind'],
): TestLimit => ({
  kind,
  matrix,
  document,
  edition,
  force,
  verified,
  ...(positiveIf === undefined ? {} : { positiveIf }),
  ...(value === undefined ? {} : { value }),
  ...(unit === undefined ? {} : { unit }),
  ...(clause === undefined ? {} : { clause }),
});
