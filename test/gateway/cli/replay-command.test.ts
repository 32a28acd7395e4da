import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Terminal } from '../../../gateway/cli/command.ts';
import { exitCodeOf } from '../../../gateway/cli/error-words.ts';
import { replayCommand } from '../../../gateway/cli/replay-command.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';

const MORNING = fileURLToPath(new URL('../rules/fixtures/warm-morning.csv', import.meta.url));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string): string => {
  const file = join(folder, 'trace.csv');
  writeFileSync(file, text);
  return file;
};

const run = async (words: readonly string[], language: Language = 'en') => {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    interactive: false,
    columns: 100,
    language,
    environment: {},
    ending: new AbortController().signal,
  };
  const code = await replayCommand.run(words, terminal);
  return { code, out, err };
};

const refused = async (words: readonly string[], language: Language = 'en'): Promise<EdgeError> => {
  const error: unknown = await run(words, language).catch((thrown: unknown) => thrown);
  if (!(error instanceof EdgeError)) throw new Error(`${words.join(' ')} was taken`);
  expect(exitCodeOf(error)).toBe(2);
  return error;
};

describe('larder replay', () => {
  test('prints the alarms as JSON, their times in the trace’s own zone', async () => {
    const { code, out } = await run(['--high', '8', '--low', '2', '--on-delay', '60min', '--deadband', '0.5', MORNING, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out.join('\n'))).toEqual({
      alarms: [
        {
          at: '2026-03-02T09:00:00+08:00',
          since: '2026-03-02T08:00:00+08:00',
          clearedAt: '2026-03-02T09:10:00+08:00',
          cause: 'high',
          level: 'operational',
          value: 9.5,
          limit: 8,
        },
        {
          at: '2026-03-02T12:30:00+08:00',
          since: '2026-03-02T10:00:00+08:00',
          clearedAt: null,
          cause: 'high',
          level: 'operational',
          value: 8.6,
          limit: 8,
        },
      ],
    });
  });

  test('prints a table, and what it read beside it', async () => {
    const { out, err } = await run(['--high=8', '--on-delay=60min', MORNING]);
    expect(out).toHaveLength(3);
    expect(out[1]).toMatch(/2026-03-02T08:00:00\+08:00 {2}2026-03-02T09:00:00\+08:00/);
    expect(err).toEqual([expect.stringMatching(/^\d+ readings, one each 5 min; gaps: 2$/)]);
  });

  test('says so where there was none, in the reader’s language', async () => {
    expect((await run(['--high', '30', MORNING], 'zh-CN')).out).toEqual(['没有报警。']);
  });

  test('takes the limits of a freezer, which begin with a dash', async () => {
    const file = written('2026-03-02T06:00Z,-18\n2026-03-02T06:05Z,-11\n');
    const { out } = await run(['--high', '-12', '--json', file]);
    expect(JSON.parse(out.join(''))).toMatchObject({ alarms: [{ limit: -12, value: -11 }] });
  });

  test('judges by a shipped rule, at both levels', async () => {
    const { out } = await run(['--rule', 'cn.fridge', '--json', MORNING]);
    expect(out.join('')).toContain('"level":"legal"');
    expect(out.join('')).toContain('"cause":"silence"');
  });

  test('reads a trace from Windows, with a byte order mark and named columns', async () => {
    const file = written('\uFEFFtime,channel,value,quality\r\n2026-03-02T06:00Z,a,9,\r\n\r\n2026-03-02T06:05Z,a,9,good\r\n');
    expect(JSON.parse((await run(['--high', '8', '--json', file])).out.join(''))).toMatchObject({ alarms: [{ value: 9 }] });
  });

  test.each(['en', 'zh-CN'] as const)('explains itself in %s with an example', (language) =>
    expect(replayCommand.help(language)).toMatch(/larder replay --high 8 --low 2 --on-delay 60min/),
  );
});

describe('larder replay refuses', () => {
  test.each([
    ['no trace', ['--high', '8'], /one trace/],
    ['two traces', ['--high', '8', MORNING, MORNING], /one trace/],
    ['no limits', [MORNING], /--rule, or --high/],
    ['a rule beside limits', ['--rule', 'cn.fridge', '--high', '8', MORNING], /either --rule/],
    ['an unknown rule, and names those there are', ['--rule', 'cn.igloo', MORNING], /cn\.fridge, cn\.sample_fridge/],
    ['a limit that is no number', ['--high', 'warm', MORNING], /--high needs a number/],
    ['a negative deadband', ['--high', '8', '--deadband=-1', MORNING], /--deadband/],
    ['a delay without its unit', ['--high', '8', '--on-delay', '60', MORNING], /--on-delay needs a duration/],
    ['limits that cross', ['--high', '2', '--low', '8', MORNING], /below --high/],
  ])('%s', async (_, words, said) => {
    const error = await refused(words);
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(said);
  });

  test('an unknown option, with the one that was meant', async () => {
    const { code, faults } = await refused(['--hihg', '8', MORNING]);
    expect(code).toBe('usage');
    expect(faults).toMatchObject([{ place: '--hihg', remedy: expect.stringContaining('--high') }]);
  });

  test('a file that isn’t there', async () =>
    expect(await refused(['--high', '8', join(folder, 'nothing.csv')])).toMatchObject({ code: 'file-unreadable' }));

  test('a trace with faults: every line of them, with its remedy', async () => {
    const lines = [
      '2026-03-02T06:00Z,4',
      '2026-03-02 06:05,4',
      '2026-03-02T06:10Z,warm',
      '2026-03-02T05:00Z,4',
      'x,4',
      '2026-03-02T06:20Z,4,fine',
    ];
    const error = await refused(['--high', '8', written(lines.join('\n'))]);
    expect(error.code).toBe('trace-invalid');
    expect(error.faults.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    for (const { remedy } of error.faults) expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test('a trace that mixes channels', async () =>
    expect(
      (await refused(['--high', '8', written('time,channel,value\n2026-03-02T06:00Z,a,4\n2026-03-02T06:00Z,b,-18\n')])).faults,
    ).toMatchObject([{ line: 3 }]));

  test('a trace of faults alone: it counts them all, and names the first', async () => {
    const error = await refused(['--high', '8', written('x\n'.repeat(1_000))], 'zh-CN');
    expect(error.message).toContain('1000');
    expect(error.faults).toHaveLength(20);
  });

  test('an empty trace', async () =>
    expect(await refused(['--high', '8', written('')])).toMatchObject({ code: 'trace-invalid' }));
});
