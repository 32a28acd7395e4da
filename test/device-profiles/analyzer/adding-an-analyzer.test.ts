import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzerProfileSchema } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import { RESULT_FIELDS } from '../../../device-profiles/analyzer/result-field.ts';
import { keyPathsOf } from '../../../device-profiles/profile-keys.ts';
import { textReader } from '../../../gateway/acquire/analyzers/text/text-reader.ts';
import { analyzerOf } from '../../gateway/acquire/analyzers/analyzer-of.ts';

const guide = readFileSync('docs/adding-an-analyzer.md', 'utf8');
const chinese = readFileSync('docs/adding-an-analyzer.zh-CN.md', 'utf8');
const explained = [...guide.slice(guide.indexOf('## Every key')).matchAll(/^\| `([\w.]+)` \| (.+) \|$/gm)];
const exampleIn = (text: string): string => /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

describe('the guide to adding an analyzer', () => {
  test('explains every key that a profile may have, and none that is gone', () =>
    expect(explained.map(([, key]) => key).sort()).toEqual([...keyPathsOf(analyzerProfileSchema)].sort()));

  test.each([guide, chinese])('names every field', (text) => {
    for (const field of RESULT_FIELDS) expect(text).toContain(`\`${field}\``);
  });

  test.each([
    ['English', guide, 'Date: 2026-03-04 05:06\nNo. 17\n----\n01 34.8% pass\n02 5.0%\n'],
    ['Chinese', chinese, '\u65e5\u671f: 2026-03-04 05:06\n\u7f16\u53f7 17\n----\n01 34.8% pass\n02 5.0%\n'],
  ])('has an example that reads what it says, in %s', (_, text, printed) => {
    const profile = { ...analyzerOf(exampleIn(text)), encoding: 'utf-8' as const };
    const { results, troubles } = textReader(profile)(Buffer.from(printed));
    expect(troubles).toEqual([]);
    const common = { sampleId: '17', code: '', item: 'pesticide-inhibition', unit: '%', measuredAt: '2026-03-04T05:06' };
    expect(results).toEqual([
      { ...common, value: '34.8', channel: 1, conclusion: 'pass' },
      { ...common, value: '5.0', channel: 2 },
    ]);
  });
});
