import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../device-profiles/parse-profile.ts';
import { encodingSchema } from '../../device-profiles/profile.ts';
import { profileKeyPaths } from '../../device-profiles/profile-keys.ts';

const guide = readFileSync('docs/adding-a-device.md', 'utf8');
const chinese = readFileSync('docs/adding-a-device.zh-CN.md', 'utf8');
const explained = [...guide.slice(guide.indexOf('## Every key')).matchAll(/^\| `([\w.]+)` \| (.+) \|$/gm)];
const exampleIn = (text: string): string => /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';

describe('the guide to adding a device', () => {
  test('explains every key that a profile may have, and none that is gone', () => {
    expect(explained.map(([, key]) => key).sort()).toEqual([...profileKeyPaths()].sort());
  });

  test('names every encoding', () => {
    for (const type of encodingSchema.options) expect(guide).toContain(`\`${type}\``);
  });

  test.each([
    ['English', guide],
    ['Chinese', chinese],
  ])('has an example that the gateway would take, in %s', (_, text) => {
    const parsed = parseProfile(exampleIn(text), 'en');
    expect(parsed.is === 'faulty' ? parsed.faults : parsed.profile.id).toBe('acme-th10');
  });

  test('names files that are there', () => {
    for (const [, path] of guide.matchAll(/`((?:device-profiles|gateway|test)\/[\w./-]+\.(?:ts|json))`/g)) {
      expect(() => readFileSync(path ?? '', 'utf8')).not.toThrow();
    }
  });

  test('in Chinese points to where the keys are explained', () => expect(chinese).toContain('adding-a-device.md'));
});
