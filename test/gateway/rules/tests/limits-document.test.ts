import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VERDICT_REASONS, VERDICTS } from '../../../../gateway/domain/verdict.ts';
import { limitFigures } from '../../../../gateway/rules/tests/limit-figures.ts';
import { limitsFileSchema } from '../../../../gateway/rules/tests/limits-file.ts';
import { loadTestLimits } from '../../../../gateway/rules/tests/load-test-limits.ts';
import { parseLimits } from '../../../../gateway/rules/tests/parse-limits.ts';
import { limitTable } from './limit-table.ts';

const documents = [
  ['en', 'test-limits.md'],
  ['zh-CN', 'test-limits.zh-CN.md'],
] as const;
const textOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../docs/${file}`, import.meta.url)), 'utf8');
const shipped = await loadTestLimits();

describe.each(documents)('the document in %s (%s)', (language, file) => {
  const text = textOf(file);

  test('shows the shipped limits as they are', () => {
    const shown = text.split('<!-- limits -->\n')[1]?.split('\n<!-- /limits -->')[0];
    expect(shown?.split('\n')).toEqual(limitTable(shipped, language));
  });

  test('counts them as larder check does', () => {
    const { items, matrices, inForce, unverified, ended } = limitFigures(shipped, Date.parse('2026-06-01T00:00:00+08:00'));
    const counted = text.split('```\n').find((block) => /^(Rapid tests|快检)\n/.test(block)) ?? '';
    expect(counted.match(/\d+$/gm)?.map(Number)).toEqual([items, matrices, inForce, unverified, ended]);
  });

  test.each([...VERDICTS, ...VERDICT_REASONS])('explains `%s`', (word) => expect(text).toContain(`\`${word}\``));

  test('explains every key of a file', () => {
    for (const key of Object.keys(limitsFileSchema.shape)) expect(text).toContain(`\`${key}`);
  });

  test('gives an example that is one', () => {
    const example = text.split('```yaml\n')[1]?.split('```')[0] ?? '';
    expect(parseLimits(example, 'en')).toMatchObject({
      is: 'limits',
      content: { limits: [{ item: 'carbofuran' }, { item: 'atp' }] },
    });
  });
});
