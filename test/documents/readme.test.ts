import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LANGUAGES } from '../../gateway/domain/messages/message.ts';
import { LAYERS } from '../architecture/layers.ts';
import { commandNames, READMES, readmeSections, sectionOf } from './readme-sections.ts';

const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    scripts: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Words in back quotes in the first column of any table of a document. */
const firstColumn = (text: string): readonly string[] => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, word]) => word ?? '');

describe.each(LANGUAGES)('the README in %s', (language) => {
  const readme = readFileSync(READMES[language], 'utf8');

  test.each(Object.keys(readmeSections(language)))('holds %s as the code has it (npm run readme makes it anew)', (name) =>
    expect(sectionOf(readme, name)).toBe(readmeSections(language)[name]),
  );

  test('explains every dependency, and none that is gone', () => {
    const explained = firstColumn(readme).filter((word) => word in manifest.dependencies || !existsSync(word));
    for (const dependency of Object.keys(manifest.dependencies)) expect(explained).toContain(dependency);
    for (const dependency of Object.keys(manifest.devDependencies)) expect(readme).toContain(`\`${dependency}\``);
  });

  test('names every command', () => {
    for (const command of commandNames()) expect(readme).toMatch(new RegExp(`\`(larder )?${command}\``));
  });

  test('names every layer that has a folder', () => {
    for (const layer of Object.keys(LAYERS).filter((path) => existsSync(path))) expect(readme).toContain(`\`${layer}`);
  });

  test('links to nothing that isn’t there', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#:]+)\)/g)) expect(existsSync(target ?? ''), target).toBe(true);
  });

  test('names only npm scripts that exist', () => {
    for (const [, script] of readme.matchAll(/npm run (?:-s )?([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(script);
  });

  test('shows the demonstration’s own last line', () =>
    expect(sectionOf(readme, 'demo')).toMatch(/demo: sent=\d+ arrived=\d+ lost=0 duplicated=0 altered=0 chain=ok/));
});
