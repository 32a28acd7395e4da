import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSite } from '../../../gateway/app/read-site.ts';
import { type Rehearsed, rehearsalTable, rehearsePast } from '../../../gateway/cli/rehearse-past.ts';
import { replayCommand } from '../../../gateway/cli/replay-command.ts';
import { compareAlarms } from '../../../gateway/rules/compare-alarms.ts';
import { said } from './fake-terminal.ts';
import { configured, FIRST_DAY, recordedMonth } from './recorded-month.ts';

const DAY = 86_400_000;
const END = FIRST_DAY + 31 * DAY;

describe('a rehearsal of a recorded month', () => {
  let file = '';
  beforeAll(async () => {
    file = await recordedMonth();
  });
  const rehearsed = async (rule: string, offset = 0, days = 31): Promise<Rehearsed> =>
    rehearsePast(await readSite(configured(dirname(file), rule, offset), {}, 'en', false), END, days * DAY);
  const outcomes = ({ alarms }: Rehearsed) =>
    alarms.map(({ outcome, was, would }) => `${outcome} ${(would ?? was)?.cause} ${(would ?? was)?.level}`);

  test('by the same rule alarms the same, over a restart in mid-alarm', async () => {
    const same = await rehearsed('cn.fridge');
    expect(same.readings).toBe(30 * 288);
    expect(same.alarms.length).toBeGreaterThanOrEqual(3);
    for (const { outcome, was, would } of same.alarms) expect({ outcome, alarm: would }).toEqual({ outcome: 'same', alarm: was });
  });

  test('by a tighter rule shows what is new beside what was', async () => {
    const tighter = await rehearsed('us.fridge');
    expect(outcomes(tighter).filter((words) => words === 'new high legal')).toHaveLength(4);
    expect(outcomes(tighter)).toContain('same high legal');
    const site = await readSite(file, {}, 'en', false);
    expect(rehearsalTable(tighter, site).at(-1)).toMatch(/8640 readings: \d+ alarms were raised, \d+ would be \(\d+ new/);
  });

  test('takes the file’s offset in place of the one that was in force', async () => {
    // 9 °C less 1.5 is within the legal 8 °C.
    expect(outcomes(await rehearsed('cn.fridge', -1.5))).toContain('gone high legal');
  });

  test('of the last days leaves the earlier ones out', async () => {
    const few = await rehearsed('cn.fridge', 0, 5);
    expect(few.alarms.every(({ was }) => (was?.at ?? 0) >= END - 5 * DAY)).toBe(true);
    expect(few.readings).toBeLessThan(6 * 288);
  });

  test('replay takes a channel of the box as its trace', async () => {
    const words = ['-c', file, '--channel', 'fridge-1/temperature', '--high', '8', '--on-delay', '30min', '--json'];
    const { code, out, err } = await said(replayCommand, words);
    expect(code).toBe(0);
    expect(JSON.parse(out).alarms.length).toBeGreaterThanOrEqual(3);
    expect(err).toContain('8640 readings');
    // A box is spoken of in its site's language, whatever the terminal's is.
    expect((await said(replayCommand, words, { language: 'zh-CN' })).err).toBe(err);
    const part = await said(replayCommand, [...words, '--from', '2026-11-02', '--to', '2026-11-03']);
    expect(JSON.parse(part.out).alarms).toEqual([]);
    await expect(said(replayCommand, ['-c', file, '--channel', 'no/such', '--high', '8'])).rejects.toMatchObject({
      code: 'trace-invalid',
    });
    await expect(said(replayCommand, [...words, 'also.csv'])).rejects.toMatchObject({ code: 'usage' });
  });
});

test('alarms pair by channel, cause and level where their times overlap, each once', () => {
  const alarm = (at: number, clearedAt: number, level = 'legal') => ({
    channel: 'a',
    cause: 'high',
    level,
    at,
    since: at - 1,
    clearedAt,
  });
  const pairs = compareAlarms(
    [alarm(0, 1e6), alarm(5e6, 6e6)],
    [alarm(10, 1e6), alarm(20, 1e6), alarm(4e6, 7e6), alarm(9e6, 1e7, 'other')],
  );
  expect(pairs.map(({ outcome }) => outcome)).toEqual(['same', 'new', 'earlier', 'new']);
});
