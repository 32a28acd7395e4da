import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../../documents/readme-sections.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled program as a person does. */
const larder = async (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = { LANG: 'en_US.UTF-8' },
): Promise<Ended> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['dist/gateway/cli/larder.js', ...words], {
      env: { PATH: process.env['PATH'], ...environment },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Ended;
  }
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-cli-'));
  writeFileSync(join(folder, 'larder.yaml'), 'gateway: { id: try, timezone: Asia/Shanghai, language: en }\ndata: ./data\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command', () => {
  test('shows its usage, and refuses a word that it doesn’t know', async () => {
    expect(await larder(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining(commandNames().join(' | ')) });
    expect(await larder([])).toMatchObject({ code: 2 });
    expect(await larder(['constructor'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^usage: /) });
  });

  test('says which Larder it is', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const words of [['version'], ['--version']])
      expect(await larder(words)).toEqual({ code: 0, stdout: `larder ${version}\n`, stderr: '' });
    expect(JSON.parse((await larder(['--version', '--json'])).stdout)).toEqual({ version });
  });

  test.each(commandNames())('%s --help shows an example, in both languages', async (name) => {
    const [english, chinese] = await Promise.all([larder([name, '--help']), larder([name, '--help'], { LANG: 'zh_CN.UTF-8' })]);
    expect(english).toMatchObject({ code: 0, stdout: expect.stringMatching(/Examples?:/), stderr: '' });
    expect(chinese).toMatchObject({ code: 0, stdout: expect.stringMatching(/示例/), stderr: '' });
  });

  test.each(commandNames().filter((name) => name !== 'demo'))('%s refuses an option that it doesn’t know', async (name) => {
    expect(await larder([name, '--no-such-option'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('says in words, in both languages, what is wrong with options, and which ones there are', async () => {
    const wrong = await larder(['acknowledge', '--al', '1', '--jsn', '--json=yes', '--by']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^usage: something is missing or not understood \(4\)\n/);
    expect(wrong.stderr).toContain('--al  is no option of this command\n    → ');
    expect(wrong.stderr).toContain(
      '--jsn  is no option of this command\n    → Perhaps --json is meant. Its options: --config (-c), --json, --by,',
    );
    expect(wrong.stderr).toContain('--by  has no value');
    expect(wrong.stderr).toContain('--json  takes no value');
    const chinese = await larder(['run', '--no-such-option'], { LANG: 'zh_CN.UTF-8' });
    expect(chinese.stderr).toContain('--no-such-option  此命令没有这个选项\n    → 可用选项：--config (-c)；示例见 --help。');
    expect((await larder(['run', 'away'])).stderr).toContain('away  is nothing that this command takes');
    expect((await larder(['run', '-x'])).stderr).toContain('-x  is no option of this command');
  });

  test('status without a gateway says so', async () => {
    const { code, stderr } = await larder(['status', '-c', join(folder, 'larder.yaml')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gateway-not-running: /);
    expect(stderr).toContain('Start the gateway with “larder run”.');
  });

  test.each(['verify', 'export'])('%s of a box without a record says which file is missing', async (name) => {
    const { code, stderr } = await larder([name, '-c', join(folder, 'larder.yaml')]);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('journal.db');
  });

  test('check says what a site costs the card each day', async () => {
    const { code, stdout } = await larder(['check', '-c', 'docs/examples/first-device.yaml', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ readingsPerDay: 8640, diskBytesPerDay: expect.any(Number) });
    expect((await larder(['check', '-c', 'docs/examples/first-device.yaml'])).stdout).toMatch(/MB/);
  });

  test('export refuses a moment without a zone', async () => {
    expect(await larder(['export', '-c', join(folder, 'larder.yaml'), '--from', '2026-11-21T18:00'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('“2026-11-21T18:00” is no moment'),
    });
  });
});
