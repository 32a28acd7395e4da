import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenarioList } from './scenarios-document.ts';

test.each([
  ['docs/scenarios.md', 'en'],
  ['docs/scenarios.zh-CN.md', 'zh-CN'],
] as const)('%s names all scenarios, each with its sentence and its numbers', (path, language) => {
  const [, listed = ''] =
    /<!-- scenarios -->\n\|.*\n\|---.*\n([\s\S]*?)\n?<!-- \/scenarios -->/.exec(readFileSync(path, 'utf8')) ?? [];
  expect(listed).toBe(scenarioList(language));
});
