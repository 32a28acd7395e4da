import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const larder = (...words: readonly string[]) =>
  promisify(execFile)(process.execPath, ['dist/gateway/cli/larder.js', ...words], {
    env: { ...process.env, LANG: 'en_US.UTF-8' },
  });

describe('the demonstration', () => {
  test('ends with the count of what arrived, all of it, and leaves a record behind that holds', async () => {
    const { stdout, stderr } = await larder('demo', '--for', '9s');
    const [, sent, arrived] = /^demo: sent=(\d+) arrived=(\d+) lost=0 duplicated=0 altered=0 chain=ok\n$/.exec(stdout) ?? [];
    expect(Number(sent)).toBeGreaterThan(60);
    expect(arrived).toBe(sent);
    expect(stderr).toContain('The door of cold-room stands open');
    const config = /\/\S+\/larder\.yaml/.exec(stderr)?.[0] ?? '';
    expect(existsSync(config)).toBe(true);
    const verified = await larder('verify', '-c', config);
    expect(verified.stdout).toMatch(/readings 1\.\.\d+/);
    rmSync(config.replace(/\/larder\.yaml$/, ''), { recursive: true });
  }, 60_000);

  test('says what is wrong with a duration', async () => {
    await expect(larder('demo', '--for', 'soon')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('“soon” is no duration'),
    });
  });
});
