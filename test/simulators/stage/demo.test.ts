import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { runDemo } from '../../../simulators/stage/demo.ts';
import { lastLine } from '../../../simulators/stage/demo-end.ts';

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

  // The operator has measured the second run, and not yet handed it over; the broker went away, and the script's "back" never comes.
  test('ends truly in the middle of its story: without the broker, and with results still in the meter', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'larder-script-'));
    const scenario = join(folder, 'script.yaml');
    const script = readFileSync('simulators/scenarios/canteen.yaml', 'utf8').replace(/^events:[\s\S]*/m, '');
    writeFileSync(scenario, `${script}\nevents:\n  - { at: 3s, broker: away }\n  - { at: 90s, broker: back }\n`);
    const [out, err]: [string[], string[]] = [[], []];
    const audience = {
      out: (text: string) => void out.push(text),
      err: (text: string) => void err.push(text),
      interactive: false,
      language: 'en',
      environment: process.env,
      ending: new AbortController().signal,
    } as const;
    const play = { scenario, pace: 180, program: 'dist/gateway/cli/larder.js' };
    const code = await runDemo(6250, systemClock, audience, play);
    const said = [...err, ...out].join('\n');
    const [, sent, arrived] = /^demo: sent=(\d+) arrived=(\d+) lost=0 duplicated=0 altered=0 chain=ok$/.exec(
      out.at(-1) ?? '',
    ) ?? [said];
    expect(Number(sent)).toBeGreaterThan(40);
    expect(arrived).toBe(sent);
    expect(code, said).toBe(0);
    expect(said).toContain('The test bench: 10 results measured, 10 arrived, 0 lost');
    rmSync(folder, { recursive: true });
    rmSync(/\/\S+(?=\/larder\.yaml)/.exec(said)?.[0] ?? folder, { recursive: true, force: true });
  }, 60_000);

  test('has an exit code that says what its last line says', () => {
    const all = { sent: 9, arrived: 9, lost: 0, duplicated: 0, altered: 0 };
    const well = { isWhole: true, code: '0' };
    expect(lastLine(all, well)).toEqual({
      line: 'demo: sent=9 arrived=9 lost=0 duplicated=0 altered=0 chain=ok',
      code: 0,
    });
    expect(lastLine({ ...all, lost: 1 }, well)).toMatchObject({ line: expect.stringContaining('lost=1'), code: 1 });
    expect(lastLine(all, { ...well, isWhole: false })).toMatchObject({ line: expect.stringMatching(/chain=broken$/), code: 1 });
    expect(lastLine(all, { ...well, code: 'SIGKILL' })).toMatchObject({
      line: expect.stringMatching(/chain=ok gateway=SIGKILL$/),
      code: 1,
    });
  });

  test('says what is wrong with a duration', async () => {
    await expect(larder('demo', '--for', 'soon')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('“soon” is no duration'),
    });
  });
});
