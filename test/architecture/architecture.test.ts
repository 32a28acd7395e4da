import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lengthAt, outOfPlace, tooLong, VAGUE_NAME } from './form.ts';
import { findCycle, forbiddenImports, LAYERS } from './layers.ts';
import { readSources, type SourceFile } from './sources.ts';

const sources = readSources('.');

/** A tree of the four top folders with these files planted, as the same reader sees it. */
const planted = (files: Readonly<Record<string, string>>): readonly SourceFile[] => {
  const root = mkdtempSync(join(tmpdir(), 'larder-plan-'));
  for (const folder of ['gateway', 'cloud-bridge', 'device-profiles', 'simulators']) mkdirSync(join(root, folder));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const read = readSources(root);
  rmSync(root, { recursive: true });
  return read;
};

describe('the house', () => {
  test('was read at all: reading nothing proves nothing', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(150);
  });

  test('lets each layer import only what the plan allows', () => expect(forbiddenImports(sources)).toEqual([]));
  test('has no cycle, not by types either', () => expect(findCycle(sources)).toEqual([]));
  test('has no file above 300 lines', () => expect(tooLong(sources)).toEqual([]));
  test('keeps most files short', () => {
    expect(lengthAt(sources, 0.5)).toBeLessThanOrEqual(100);
    expect(lengthAt(sources, 0.9)).toBeLessThanOrEqual(200);
  });
  test('reads the clock, chance and the environment in one place each', () => expect(outOfPlace(sources)).toEqual([]));
  test('names no file vaguely', () =>
    expect(sources.filter(({ path }) => VAGUE_NAME.test(path)).map(({ path }) => path)).toEqual([]));
});

describe('the plan is enforced', () => {
  test('an upward import is found', () =>
    expect(
      forbiddenImports(
        planted({ 'gateway/domain/a.ts': "import type { B } from '../journal/b.ts';\n", 'gateway/journal/b.ts': '' }),
      ),
    ).toEqual(['gateway/domain/a.ts must not import gateway/journal/b.ts']));

  test('siblings that know each other are found', () =>
    expect(forbiddenImports(planted({ 'gateway/rules/a.ts': "import { b } from '../journal/b.ts';\n" }))).toHaveLength(1));

  test('the domain importing the platform is found', () =>
    expect(forbiddenImports(planted({ 'gateway/domain/a.ts': "import { createHash } from 'node:crypto';\n" }))).toHaveLength(1));

  test('a file in no layer is found', () => expect(forbiddenImports(planted({ 'gateway/attic/a.ts': '' }))).toHaveLength(1));

  test('a cycle by types is found', () =>
    expect(
      findCycle(
        planted({
          'gateway/rules/a.ts': "import type { B } from './b.ts';\n",
          'gateway/rules/b.ts': "import type { A } from './a.ts';\n",
        }),
      ),
    ).toHaveLength(3));

  test('a file of 301 lines is found', () =>
    expect(tooLong(planted({ 'gateway/rules/a.ts': 'let x;\n'.repeat(301) }))).toHaveLength(1));

  test.each([
    'const a: any = 1;',
    'const a = Date.now();',
    'try { a(); } catch {}',
    'export default 1;',
    "export * from './b.ts';",
  ])('%s is found', (line) => expect(outOfPlace(planted({ 'gateway/rules/a.ts': `${line}\n` }))).toHaveLength(1));

  test('the document names the layers of the plan, and no other', () => {
    const named = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `([^`]+)` \|/gm)].map(([, layer]) => layer);
    expect(named).toEqual(Object.keys(LAYERS));
  });
});
