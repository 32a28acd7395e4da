import type { CaseRules } from '../cases/case-rules.ts';
import type { Site } from '../config/site.ts';
import type { TestJudge } from '../domain/verdict.ts';
import { createTestJudge } from '../rules/tests/judge-test.ts';
import { loadTestLimits, SHIPPED_TEST_LIMITS } from '../rules/tests/load-test-limits.ts';
import { createNameResolver } from '../rules/tests/name-resolver.ts';
import { chainOf } from '../rules/tests/test-limits.ts';

/** What a station knows by the limits in force: the shipped ones, and the site's own in the place of what they replace. */
export interface StationLimits {
  readonly judge: TestJudge;
  /** The category of goods and all those that it is a part of, by the names in the data. */
  categoriesOf(category: string, goods: string): readonly string[];
  /** The item that a text names in the data; undefined where it names none. */
  itemNamed(text: string): string | undefined;
  /** What people call an item, in the site's language; the item itself where the data don't name it. */
  nameOf(item: string): string;
  /** The rules of positives, with the repeats that the items' own methods want. */
  repeatedAs(rules: CaseRules): CaseRules;
}

/** Reads the limits of a site. @throws EdgeError `limits-invalid` with all faults. */
export const stationLimits = async ({ gateway, limitsFolder }: Site): Promise<StationLimits> => {
  const { language } = gateway;
  const folders = [SHIPPED_TEST_LIMITS, ...(limitsFolder === undefined ? [] : [limitsFolder])];
  const limits = await loadTestLimits(folders, language);
  const { itemOf, matrixOf } = createNameResolver(limits);
  const repeats = Object.fromEntries([...limits.items.values()].map((item) => [item.id, item.repeats]));
  return {
    judge: createTestJudge(limits),
    categoriesOf: (category, goods) => {
      const matrix = matrixOf(goods, category);
      return matrix === undefined ? [] : chainOf(matrix, limits.matrices);
    },
    itemNamed: itemOf,
    nameOf: (item) => limits.items.get(item)?.name[language] ?? item,
    repeatedAs: (rules) => ({ ...rules, repeats: { ...rules.repeats, items: { ...repeats, ...rules.repeats.items } } }),
  };
};
