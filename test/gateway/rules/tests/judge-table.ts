import type { TestToJudge } from '../../../../gateway/domain/verdict.ts';
import { createTestJudge } from '../../../../gateway/rules/tests/judge-test.ts';
import { limitsFileSchema } from '../../../../gateway/rules/tests/limits-file.ts';
import type { TestLimits } from '../../../../gateway/rules/tests/test-limits.ts';

const law = { document: 'GB 1-2020', edition: '2020', force: 'shall', verified: false };
const name = (en: string, zh: string) => ({ en, 'zh-CN': zh });
const limit = (item: string, matrix: string, positiveIf: string, value: string, unit: string, source: object = law) => ({
  item, matrix, positiveIf, value, unit, source, confidence: 'low',
}); // biome-ignore format: a row to read

const file = limitsFileSchema.parse({
  items: [
    { id: 'carbofuran', kind: 'maximum', name: name('carbofuran', '克百威'), unit: 'mg/kg', unitSpellings: { ppm: 'mg/kg' } },
    { id: 'aldicarb', kind: 'maximum', name: name('aldicarb', '涕灭威'), unit: 'mg/kg' },
    {
      id: 'pesticide-inhibition',
      kind: 'inhibition',
      name: name('inhibition', '抑制率'),
      unit: '%',
      method: 'enzyme',
      lowest: '-20',
      control: { detail: 'change', lowest: '0.3', highest: '2' },
    },
    {
      id: 'green-strip',
      kind: 'strip',
      name: name('malachite green', '孔雀石绿'),
      unit: 'µg/kg',
      direction: 'competitive',
      words: { negative: ['阴性', 'NOT DETECTED'], positive: ['阳性', '+'], suspect: ['WEAKLY REACTIVE'], invalid: ['无效'] },
    },
    { id: 'allergen-strip', kind: 'strip', name: name('allergen', '过敏原'), direction: 'sandwich', turnsAt: '0.1', words: {} },
  ],
  matrices: [
    { id: 'vegetable', name: name('vegetables', '蔬菜'), goods: [['aubergine', '茄子']] },
    {
      id: 'bulb',
      name: name('bulb vegetables', '鳞茎类蔬菜'),
      within: 'vegetable',
      goods: [
        ['chives', '韭菜'],
        ['garlic', '大蒜'],
      ],
    },
    { id: 'potato', name: name('potatoes', '马铃薯'), within: 'vegetable', aliases: ['土豆'] },
    { id: 'fish', name: name('fish', '鱼') },
  ],
  interfering: [
    { method: 'enzyme', goods: ['韭菜', '鳞茎类蔬菜'], unless: { detail: 'extraction', is: ['whole-leaf'] }, source: law },
  ],
  limits: [
    limit('carbofuran', 'vegetable', '>', '0.02', 'mg/kg'),
    limit('carbofuran', 'potato', '>', '100', 'µg/kg'),
    limit('aldicarb', 'vegetable', '>', '0.03', 'mg/kg', { ...law, validTo: '2026-03-01' }),
    limit('aldicarb', 'vegetable', '>', '0.01', 'mg/kg', { ...law, edition: '2026', validFrom: '2026-03-01' }),
    limit('aldicarb', 'potato', '>', '1', 'mg/kg', { ...law, validTo: '2026-03-01' }),
    limit('pesticide-inhibition', 'vegetable', '>=', '50', '%'),
    limit('green-strip', 'fish', '>=', '2', 'µg/kg'),
    { item: 'allergen-strip', matrix: 'fish', source: law, confidence: 'low' },
  ],
});

/** A handful of items, goods and limits, small enough to know by heart. */
export const SMALL: TestLimits = {
  items: new Map(file.items.map((item) => [item.id, item])),
  matrices: new Map(file.matrices.map((matrix) => [matrix.id, matrix])),
  interfering: file.interfering,
  limits: file.limits,
};

const judge = createTestJudge(SMALL);

/** Aubergines of the first of June, and what an instrument sent of them. */
export const sent = (item: string, value: string, unit: string, more: Partial<TestToJudge> = {}): TestToJudge => ({
  item, value, unit, role: 'sample', goods: item.endsWith('strip') ? '鱼' : '茄子', takenAt: Date.parse('2026-06-01T06:00:00+08:00'), ...more,
}); // biome-ignore format: a row to read

/** The verdict in words: `negative`, `not-judged: no-limit`. */
export const verdictOf = (test: TestToJudge): string => {
  const { verdict, reason } = judge(test);
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
};
