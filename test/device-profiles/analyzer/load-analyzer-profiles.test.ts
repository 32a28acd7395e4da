import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadAnalyzerProfiles, SHIPPED_ANALYZERS } from '../../../device-profiles/analyzer/load-analyzer-profiles.ts';
import { isAnalyzerProfile, loadOwnProfiles } from '../../../device-profiles/load-own-profiles.ts';
import { SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-profiles-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the analyzer profiles that come with Larder', () => {
  test('have no fault, and say first what they are', async () => {
    const profiles = await loadAnalyzerProfiles([SHIPPED_ANALYZERS]);
    expect([...profiles.keys()]).toEqual(
      expect.arrayContaining(['text-generic', 'rida-cube-scan', 'csv-generic', 'http-guangxi-like', 'http-json-generic']),
    );
    for (const name of await readdir(SHIPPED_ANALYZERS))
      expect(await readFile(join(SHIPPED_ANALYZERS, name), 'utf8'), name).toMatch(/^# .{20,}\n/);
  });

  test('claim to be verified only where somebody has seen the instrument', async () => {
    for (const { id, verified, confidence } of (await loadAnalyzerProfiles([SHIPPED_ANALYZERS])).values())
      expect(verified && confidence === 'low', id).toBe(false);
  });
});

describe('a site’s own folder', () => {
  test('holds both kinds: a file with a link is an analyzer’s', async () => {
    for (const [from, name] of [
      [SHIPPED_PROFILES, 'xy-md02.yaml'],
      [SHIPPED_ANALYZERS, 'text-generic.yaml'],
    ] as const)
      await writeFile(join(folder, name), await readFile(join(from, name)));
    const own = await loadOwnProfiles(folder, 'en');
    expect([...own].map(([id, profile]) => `${id} ${isAnalyzerProfile(profile)}`)).toEqual([
      'text-generic true',
      'xy-md02 false',
    ]);
  });

  test('tells the faults of both at once', async () => {
    await writeFile(join(folder, 'a.yaml'), 'id: a\nlink: { protocol: text }\n');
    await writeFile(join(folder, 'b.yaml'), 'id: b\nregisters: []\n');
    const thrown: unknown = await loadOwnProfiles(folder, 'en').catch((error: unknown) => error);
    if (!(thrown instanceof EdgeError)) throw new Error('expected an EdgeError');
    expect(new Set(thrown.faults.map(({ file, remedy }) => `${file?.slice(-6)} ${/docs\/[a-z-]+\.md/.exec(remedy)}`))).toEqual(
      new Set(['a.yaml docs/adding-an-analyzer.md', 'b.yaml docs/adding-a-device.md']),
    );
  });
});
