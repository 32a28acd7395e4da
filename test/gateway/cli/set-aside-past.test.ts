import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSite } from '../../../gateway/app/read-site.ts';
import { rehearsalTable, rehearsePast } from '../../../gateway/cli/rehearse-past.ts';
import { replayCommand } from '../../../gateway/cli/replay-command.ts';
import { dataFolder } from '../journal/journal-folder.ts';
import { said } from './fake-terminal.ts';
import { recordPast } from './record-past.ts';

const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A fridge that stood warm for two hours in a journal that was set aside at 05:00, and was cold in the one that went on. */
describe('a past that lies in a journal set aside', () => {
  let file = '';
  beforeAll(async () => {
    const folder = dataFolder();
    file = join(folder, 'larder.yaml');
    const devices = [
      { id: 'fridge', profile: 'xy-md02', line: 'bus', unit: 1, every: '1min', channels: { temperature: { rule: 'cn.fridge' } } },
    ];
    const gateway = { id: 'kitchen', timezone: 'UTC', language: 'en' };
    writeFileSync(file, stringify({ gateway, data: '.', lines: [{ id: 'bus', tcp: '127.0.0.1:1' }], devices }));
    const { channels } = await readSite(file, {}, 'en', false);
    await recordPast({
      folder, channels, from: START, every: MINUTE, steps: 600, succeedsBefore: 300,
      valuesAt: (minute) => [minute >= 60 && minute < 180 ? 15 : 4 + (minute % 10) / 10],
    }); // biome-ignore format: a list to read
  });

  const replayed = (...more: readonly string[]) => said(replayCommand, ['-c', file, '--channel', 'fridge/temperature', ...more]);

  test('is said to be unjudged by whoever replays it, and nothing is said of a stretch behind it', async () => {
    const whole = await replayed();
    expect(whole.out).toContain('No alarm.');
    expect(whole.err).toContain('Until 2026-11-01 05:01 the box kept another journal, which was set aside');
    const behind = await replayed('--from', '2026-11-01T06:00:00Z');
    expect(behind.err).not.toContain('set aside');
  });

  test('is said to be unjudged by whoever rehearses it', async () => {
    const site = await readSite(file, {}, 'en', false);
    const past = rehearsePast(site, START + 10 * HOUR, 10 * HOUR);
    expect(past.setAsideUntil).toBe(START + 301 * MINUTE);
    expect(rehearsalTable(past, site).at(-1)).toContain('set aside');
    expect(rehearsePast(site, START + 10 * HOUR, HOUR).setAsideUntil).toBeUndefined();
  });
});
