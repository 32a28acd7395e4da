import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkCommand } from '../../../gateway/cli/check-command.ts';
import type { Terminal } from '../../../gateway/cli/command.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';

const folder = mkdtempSync(join(tmpdir(), 'larder-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EXAMPLES = new URL('../../../docs/examples/', import.meta.url).pathname;

const check = async (words: readonly string[], language: Language = 'en', environment: Readonly<Record<string, string>> = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: false,
    columns: 100,
    language,
    environment,
    ending: new AbortController().signal,
  };
  return { code: await checkCommand.run(words, terminal), out, err };
};

const written = (text: string): string => {
  const file = join(folder, 'larder.yaml');
  writeFileSync(file, text);
  return file;
};

const BUS = (every: string) => `gateway: { id: box, timezone: Asia/Shanghai, language: en }
data: ./data
lines: [{ id: bus, serial: /dev/ttyS9, baud: 9600, parity: none }]
devices:
  - { id: a, line: bus, unit: 1, profile: xy-md02, every: ${every} }
  - { id: b, line: bus, unit: 2, profile: eastron-sdm120, every: ${every} }
`;

describe('larder check', () => {
  test('shows each line with its load, the read plan, the channels and what a day costs', async () => {
    const { code, out, err } = await check(['-c', written(BUS('10s'))]);
    expect(code).toBe(0);
    expect(out.slice(0, 4)).toEqual([
      'Lines',
      '  line  where       format    requests/min  load',
      expect.stringMatching(/^ {2}bus {3}\/dev\/ttyS9 {2}9600 8N1 {2}\d\d {12}\d\.\d %$/),
      '  Load is the share of the wire’s time, if devices answer within 20ms or what their profile says.',
    ]);
    expect(out).toContainEqual(expect.stringMatching(/^ {2}a {7}bus {3}1 {5}xy-md02 {9}10s {4}input 1-2$/));
    expect(out).toContainEqual(expect.stringMatching(/^ {2}a\/temperature +a +–$/));
    expect(out).toContainEqual(expect.stringMatching(/^ {2}readings +\d+$/));
    expect(err.at(-1)).toMatch(/: no fault \(warnings: 2\)$/);
  });

  test('says which sheets of the site’s own checks nobody could sign', async () => {
    const people = (...roles: readonly string[]): string =>
      BUS('10s').replace('language: en', 'language: en, site: { kind: school-canteen }') +
      `people: [${roles.map((role, place) => `{ id: p-${place}, name: P, role: ${role} }`).join(', ')}]\n`;
    const unsigned = async (...roles: readonly string[]) =>
      (await check(['-c', written(people(...roles))])).err.filter((words) => words.includes('may sign'));
    expect(await unsigned('officer', 'principal')).toEqual([]);
    const [month, ...more] = await unsigned('cook', 'officer', 'manager');
    expect([month, more]).toEqual([expect.stringContaining('monthly meeting'), []]);
    expect(await unsigned('cook')).toHaveLength(3);
  });

  test('says what a day costs on the air of each uplink', async () => {
    const { out } = await check(['-c', `${EXAMPLES}canteen.yaml`], 'en', { LARDER_CITY_PASSWORD: 'x' });
    expect(out).toContainEqual(expect.stringMatching(/^ {2}写入存储卡（commit 10s） +\d+ MB$/));
    expect(out).toContainEqual(expect.stringMatching(/^ {2}上传到 city +\d\.\d MB（内容 \d\.\d MB）$/));
  });

  test('counts what a station’s results are judged by, and how much of it nobody has verified', async () => {
    const passwords = { LARDER_CITY_PASSWORD: 'a', LARDER_DISTRICT_PASSWORD: 'b' };
    const { out } = await check(['-c', `${EXAMPLES}test-station.yaml`], 'en', passwords);
    const counted = (what: string): number => Number(out.find((line) => line.startsWith(`  ${what}`))?.match(/\d+$/)?.[0]);
    expect(counted('items')).toBeGreaterThanOrEqual(70);
    expect(counted('of those, not compared')).toBe(counted('limits in force today'));
    expect(counted('limits in force today') + counted('limits that have ended')).toBeGreaterThanOrEqual(150);
    const json = await check(['-c', `${EXAMPLES}test-station.yaml`, '--json'], 'en', passwords);
    expect(JSON.parse(json.out.join(''))).toMatchObject({ tests: { unverified: counted('of those, not compared') } });
  });

  test('finds a line that can’t carry what is asked of it: exit 1', async () => {
    const { code, err } = await check(['-c', written(BUS('50ms'))]);
    expect(code).toBe(1);
    expect(err).toContainEqual(expect.stringMatching(/^Line bus is asked for \d{3,} % of its time: lengthen “every”/));
  });

  test('gives the same as JSON', async () => {
    const { out } = await check(['-c', written(BUS('10s')), '--json']);
    const report: unknown = JSON.parse(out.join(''));
    expect(report).toMatchObject({
      lines: [{ id: 'bus', requestsPerMinute: expect.any(Number), share: expect.any(Number) }],
      devices: [{ id: 'a', reads: [{ table: 'input', address: 1, count: 2 }] }, { id: 'b' }],
      warnings: [{ line: 5 }, { line: 6 }],
    });
  });

  test('tells all faults at once, and shows no plan of what can’t run', async () => {
    const file = written(`${BUS('10s')}colour: red\nuplinks: [{ id: a, mqtt: 3 }]\n`);
    await expect(check(['-c', file])).rejects.toMatchObject({ code: 'config-invalid', faults: [{ line: 7 }, { line: 8 }] });
  });

  test('is called rightly, or says how', async () => {
    await expect(check(['--colour'])).rejects.toMatchObject({ code: 'usage' });
    expect(checkCommand.help('en')).toMatch(/Example: larder check -c/);
    expect(checkCommand.help('zh-CN')).toMatch(/示例：larder check -c/);
  });
});
