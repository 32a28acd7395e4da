import { describe, expect, test } from 'vitest';
import { createTestJudge } from '../../../../gateway/rules/tests/judge-test.ts';
import { loadTestLimits } from '../../../../gateway/rules/tests/load-test-limits.ts';
import { createNameResolver } from '../../../../gateway/rules/tests/name-resolver.ts';
import { chainOf } from '../../../../gateway/rules/tests/test-limits.ts';

const shipped = await loadTestLimits();
const judge = createTestJudge(shipped);
const { itemOf, matrixOf } = createNameResolver(shipped);

const BEFORE = Date.parse('2026-02-28T12:00:00+08:00');
const AFTER = Date.parse('2026-03-01T00:00:00+08:00');

const verdictOf = (item: string, goods: string, value: string, unit: string, takenAt = AFTER): string => {
  const { verdict, reason } = judge({ item, goods, value, unit, takenAt, role: 'sample' });
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
};

describe('the shipped limits', () => {
  test('are there', () => {
    expect(shipped.items.size).toBeGreaterThanOrEqual(70);
    expect(shipped.matrices.size).toBeGreaterThanOrEqual(60);
    expect(shipped.limits.length).toBeGreaterThanOrEqual(150);
  });

  test('claim nothing that nobody has compared with the document', () =>
    expect(shipped.limits.filter(({ source }) => source.verified)).toEqual([]));

  test('give every item at least one limit', () => {
    const limited = new Set(shipped.limits.map(({ item }) => item));
    expect([...shipped.items.keys()].filter((id) => !limited.has(id))).toEqual([]);
  });

  test('hold nothing of GB 2763-2021 for a sample taken since 2026-03-01', () => {
    const old = shipped.limits.filter(({ source }) => source.document === 'GB 2763-2021');
    expect(old.length).toBeGreaterThanOrEqual(40);
    expect(new Set(old.map(({ source }) => source.validTo))).toEqual(new Set(['2026-03-01']));
  });

  test('hold an inhibition against its cut-off only, and a single pesticide against none in per cent', () => {
    for (const { item, unit, positiveIf } of shipped.limits) {
      const kind = shipped.items.get(item)?.kind;
      if (kind === 'inhibition') expect([unit, positiveIf]).toEqual(['%', '>=']);
      if (kind === 'maximum') expect(positiveIf, item).toBe('>');
    }
  });

  test('let every strip’s words mean one thing', () => {
    for (const item of shipped.items.values()) {
      if (item.kind !== 'strip') continue;
      const words = Object.values(item.words).flat();
      expect(words.length).toBe(new Set(words).size);
    }
  });

  test('lead every matrix up to one that is within no other', () => {
    for (const id of shipped.matrices.keys())
      expect(shipped.matrices.get(chainOf(id, shipped.matrices).at(-1) ?? '')?.within).toBeUndefined();
  });
});

test.each<[item: string, goods: string, value: string, unit: string, verdict: string]>([
  ['pesticide-inhibition', '菠菜', '49.9', '%', 'negative'],
  ['pesticide-inhibition', '菠菜', '50.00', '%', 'positive'],
  ['pesticide-inhibition', '苹果', '12', '%', 'negative'],
  ['pesticide-inhibition', '韭菜', '12', '%', 'suspect: interfering-goods'],
  ['pesticide-inhibition', '西红柿', '80', '%', 'suspect: interfering-goods'], // by its other name
  ['pesticide-inhibition', '鲫鱼', '12', '%', 'not-judged: no-limit'],
  ['malachite-green', '草鱼', '阴性', '', 'negative'],
  ['chloramphenicol', '基围虾', '0.1', 'µg/kg', 'positive'],
  ['carbofuran-strip', '豇豆', '弱阳性', '', 'suspect'],
  ['enrofloxacin', '猪肉', '0.1', 'mg/kg', 'negative'],
  ['enrofloxacin', '黑鱼', '100.1', 'µg/kg', 'positive'],
  ['nitrite', '香肠', '30', 'mg/kg', 'negative'],
  ['sulfur-dioxide', '黄花菜', '201', 'mg/kg', 'positive'],
  ['aflatoxin-b1', '花生油', '20', 'µg/kg', 'negative'],
  ['aflatoxin-b1', '大米', '10.5', 'ppb', 'not-judged: other-unit'],
  ['cadmium', '西芹', '0.15', 'mg/kg', 'negative'],
  ['lead', '生菜', '0.31', 'mg/kg', 'positive'],
  ['formaldehyde', '毛肚', '检出', '', 'positive'],
  ['formaldehyde', '鲫鱼', '检出', '', 'not-judged: no-limit'], // some goods hold their own
  ['polar-compounds', '煎炸油', '27', '%', 'negative'],
  ['acid-value', '煎炸油', '5.1', 'mg/g', 'positive'],
  ['free-chlorine', '餐具', '0.03', 'mg/100cm²', 'negative'],
])('%s in %s of %s %s is %s', (item, goods, value, unit, verdict) => expect(verdictOf(item, goods, value, unit)).toBe(verdict));

test.each<[item: string, goods: string, value: string, verdict: string]>([
  ['carbofuran', '菠菜', '0.021', 'positive'],
  ['carbofuran', '土豆', '0.021', 'negative'],
  ['clothianidin', '豇豆', '0.011', 'positive'],
  ['chlorpyrifos', '橙子', '0.9', 'negative'],
  ['procymidone', '韭菜', '5', 'negative'],
  ['imidacloprid', '菠菜', '0.01', 'not-judged: no-limit'],
])('%s in %s of %s mg/kg was %s by GB 2763-2021, and is not judged by it any more', (item, goods, value, verdict) => {
  expect(verdictOf(item, goods, value, 'mg/kg', BEFORE)).toBe(verdict);
  expect(verdictOf(item, goods, value, 'mg/kg', AFTER)).toBe('not-judged: no-limit');
});

describe('names', () => {
  test.each([
    ['农药残留', 'pesticide-inhibition'],
    ['抑制率', 'pesticide-inhibition'],
    ['so2', 'sulfur-dioxide'],
    ['ＳＯ２', 'sulfur-dioxide'],
    ['Aflatoxin B1', 'aflatoxin-b1'],
    ['孔雀石绿', 'malachite-green'],
    ['孔雀石', undefined],
    ['', undefined],
  ])('“%s” is the item %s', (text, item) => expect(itemOf(text)).toBe(item));

  test.each([
    ['土豆', undefined, 'potato'],
    ['Spinach', undefined, 'spinach'],
    ['生菜', '蔬菜', 'leaf-vegetable'],
    ['沙葱', 'leaf-vegetable', 'leaf-vegetable'],
    ['蔬菜', 'spinach', 'spinach'],
    ['菠菜', '水果', undefined],
    ['菠', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s of the category %s belongs to %s', (goods, category, matrix) => expect(matrixOf(goods, category)).toBe(matrix));
});
