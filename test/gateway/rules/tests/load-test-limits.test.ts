import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EdgeError, type Fault } from '../../../../gateway/domain/edge-error.ts';
import type { Language } from '../../../../gateway/domain/messages/message.ts';
import { createTestJudge } from '../../../../gateway/rules/tests/judge-test.ts';
import { loadTestLimits, SHIPPED_TEST_LIMITS } from '../../../../gateway/rules/tests/load-test-limits.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-limits-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (text: string, name = 'ours.yaml'): void => writeFileSync(join(folder, name), text);
const load = async (language: Language = 'en') => await loadTestLimits([SHIPPED_TEST_LIMITS, folder], language);

const faultsOf = async (text: string, language: Language = 'en'): Promise<readonly Fault[]> => {
  put(text);
  const thrown: unknown = await load(language).catch((error: unknown) => error);
  if (thrown instanceof EdgeError && thrown.code === 'limits-invalid') return thrown.faults;
  throw new Error(`no fault was found in:\n${text}`);
};

const PLAN = '{ document: plan of the site, edition: "1", force: practice, verified: true }';
const limit = (more: string, source = PLAN): string => `limits:\n  - { ${more}, confidence: high, source: ${source} }\n`;
const lead = (more: string): string => `item: lead, matrix: ${more}, positiveIf: ">", value: "0.2", unit: mg/kg`;

describe('a site’s own limits', () => {
  test('stand beside the shipped ones, for goods of its own too', async () => {
    put(`matrices:
  - { id: tea, name: { en: tea, zh-CN: 茶叶 }, goods: [[green tea, 绿茶]] }
${limit('item: lead, matrix: tea, positiveIf: ">", value: "5.0", unit: mg/kg')}`);
    const judge = createTestJudge(await load());
    expect(judge({ item: 'lead', goods: '绿茶', value: '5.1', unit: 'mg/kg', role: 'sample', takenAt: 0 }).verdict).toBe(
      'positive',
    );
  });

  test('take the place of a shipped limit for the same goods at the same time', async () => {
    put(limit('item: chromium, matrix: meat, positiveIf: ">", value: "0.4", unit: mg/kg'));
    const { limits } = await load();
    expect(limits.filter(({ item, matrix }) => item === 'chromium' && matrix === 'meat')).toMatchObject([
      { value: '0.4', source: { document: 'plan of the site' } },
    ]);
  });

  test('of the new edition follow the shipped ones of the old, which go on judging the past', async () => {
    const source = '{ document: GB 2763-2026, edition: "2026", force: shall, validFrom: 2026-03-01, verified: true }';
    put(limit('item: carbofuran, matrix: vegetable, positiveIf: ">", value: "0.01", unit: mg/kg', source));
    const judge = createTestJudge(await load());
    const on = (day: string) =>
      judge({
        item: 'carbofuran',
        goods: '菠菜',
        value: '0.015',
        unit: 'mg/kg',
        role: 'sample',
        takenAt: Date.parse(`${day}T12:00:00+08:00`),
      });
    expect(on('2026-02-28')).toMatchObject({ verdict: 'negative', limit: { edition: '2021' } });
    expect(on('2026-03-01')).toMatchObject({ verdict: 'positive', limit: { edition: '2026', verified: true } });
  });

  test('may be an empty file', async () => {
    put('# nothing yet\n');
    await expect(load()).resolves.toMatchObject({});
  });
});

describe('what is refused, with its line:', () => {
  test.each([
    [
      'a number that is a float of YAML',
      limit('item: lead, matrix: egg, positiveIf: ">", value: 0.2, unit: mg/kg'),
      'limits[0].value',
    ],
    ['a number with an exponent', limit('item: lead, matrix: egg, positiveIf: ">", value: 2e-1, unit: mg/kg'), 'limits[0].value'],
    ['a unit that nobody knows', limit('item: lead, matrix: egg, positiveIf: ">", value: "1", unit: ppm'), 'limits[0].unit'],
    ['an item that isn’t there', limit('item: gold, matrix: egg, positiveIf: ">", value: "1", unit: mg/kg'), 'limits[0].item'],
    ['a matrix that isn’t there', limit(lead('stone')), 'limits[0].matrix'],
    [
      'a unit that doesn’t convert to the item’s',
      limit('item: lead, matrix: egg, positiveIf: ">", value: "1", unit: mg/L'),
      'limits[0]',
    ],
    [
      'a maximum that equals to positive',
      limit('item: lead, matrix: egg, positiveIf: ">=", value: "1", unit: mg/kg'),
      'limits[0]',
    ],
    ['a maximum without a number', limit('item: lead, matrix: egg'), 'limits[0]'],
    [
      'an inhibition held against a pesticide’s maximum',
      limit('item: pesticide-inhibition, matrix: egg, positiveIf: ">", value: "0.02", unit: mg/kg'),
      'limits[0]',
    ],
    [
      'an inhibition that passes at its cut-off',
      limit('item: pesticide-inhibition, matrix: egg, positiveIf: ">", value: "50", unit: "%"'),
      'limits[0]',
    ],
    ['half a strip’s cut-off', limit('item: chloramphenicol, matrix: egg, value: "1"'), 'limits[0]'],
    [
      'a limit without a source',
      'limits:\n  - { item: lead, matrix: egg, positiveIf: ">", value: "1", unit: mg/kg, confidence: low }\n',
      'limits[0].source',
    ],
    [
      'a limit that doesn’t say whether it was verified',
      limit(lead('egg'), '{ document: a, edition: b, force: shall }'),
      'limits[0].source.verified',
    ],
    ['a key that nobody knows', limit(`${lead('egg')}, note: x`), 'limits[0].note'],
    [
      'a superseded edition without an end',
      limit(lead('egg'), '{ document: GB 2763, edition: 2021 年版, force: shall, verified: true }'),
      'limits[0].source.edition',
    ],
    [
      'a superseded edition named in the document alone',
      limit(lead('egg'), '{ document: GB 2763-2021, edition: latest, force: shall, verified: true }'),
      'limits[0].source.edition',
    ],
    [
      'a superseded edition that ends too late',
      limit(lead('egg'), '{ document: GB 2763-2021, edition: "2021", force: shall, verified: true, validTo: 2026-03-02 }'),
      'limits[0].source.edition',
    ],
    [
      'a text that ends before it begins',
      limit(lead('egg'), '{ document: a, edition: b, force: shall, verified: true, validFrom: 2026-03-01, validTo: 2026-03-01 }'),
      'limits[0].source.validTo',
    ],
    ['two limits at once', limit(lead('egg')) + limit(lead('egg')).replace('limits:\n', ''), 'limits[1]'],
    [
      'a matrix within one that isn’t there',
      'matrices:\n  - { id: tea, within: plants, name: { en: tea, zh-CN: 茶叶 } }\n',
      'matrices[0].within',
    ],
    ['a matrix within itself', 'matrices:\n  - { id: tea, within: tea, name: { en: tea, zh-CN: 茶叶 } }\n', 'matrices[0].within'],
    ['a name in one language', 'matrices:\n  - { id: tea, name: { en: tea } }\n', 'matrices[0].name.zh-CN'],
    [
      'goods that belong to two matrices',
      'matrices:\n  - { id: tea, name: { en: tea, zh-CN: 茶叶 }, goods: [[spinach tea, 菠菜]] }\n',
      'matrices[0].id',
    ],
    [
      'an id twice',
      'matrices:\n  - { id: tea, name: { en: tea, zh-CN: 茶叶 } }\n  - { id: tea, name: { en: teas, zh-CN: 茶 } }\n',
      'matrices[1].id',
    ],
    ['an id in capitals', 'matrices:\n  - { id: Tea, name: { en: tea, zh-CN: 茶叶 } }\n', 'matrices[0].id'],
    [
      'an alias that already names another item',
      'items:\n  - { id: plumbum, kind: maximum, unit: mg/kg, name: { en: plumbum, zh-CN: 铅含量 }, aliases: [pb] }\n',
      'items[0].id',
    ],
    [
      'disturbing goods that no matrix names',
      `interfering:\n  - { method: enzyme-inhibition, goods: [stone], source: ${PLAN} }\n`,
      'interfering[0].goods[0]',
    ],
    [
      'a method by which nothing is measured',
      `interfering:\n  - { method: dowsing, goods: [菠菜], source: ${PLAN} }\n`,
      'interfering[0].method',
    ],
  ])('%s', async (_, text, place) => {
    const faults = await faultsOf(text);
    expect(faults.map((fault) => fault.place)).toContain(place);
    for (const { file, line, wrong, remedy } of faults) {
      expect(file).toBe(join(folder, 'ours.yaml'));
      expect(line).toBeGreaterThanOrEqual(1);
      expect(wrong).not.toMatch(/\{\w+\}/);
      expect(remedy).not.toBe('');
    }
  });

  test('all faults of all files at once, in the site’s language', async () => {
    put('items: [', 'a.yaml');
    put(limit('item: gold, matrix: egg, positiveIf: ">", value: "1", unit: mg/kg'), 'b.yaml');
    const faults = await faultsOf(limit(lead('stone')), 'zh-CN');
    expect(faults.map(({ file = '', line }) => `${file.split('/').at(-1)}:${line}`)).toEqual([
      'a.yaml:1',
      'b.yaml:2',
      'ours.yaml:2',
    ]);
    expect(faults[1]?.wrong).toBe('没有检测项目“gold”。');
  });

  test('a folder that isn’t there', async () => {
    const thrown: unknown = await loadTestLimits([join(folder, 'nowhere')]).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'limits-invalid', faults: [{ file: join(folder, 'nowhere') }] });
  });
});
