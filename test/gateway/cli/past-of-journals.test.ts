import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSite } from '../../../gateway/app/read-site.ts';
import { type Rehearsed, rehearsalTable, rehearsePast } from '../../../gateway/cli/rehearse-past.ts';
import { replayCommand } from '../../../gateway/cli/replay-command.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { dataFolder } from '../journal/journal-folder.ts';
import { said } from './fake-terminal.ts';
import { recordPast, type WantedPast } from './record-past.ts';

const START = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const between = (minute: number, from: number, to: number): boolean => from <= minute && minute < to;

/** Ten hours of a fridge that is warm at some minutes. */
const lived = async (isWarm: (minute: number) => boolean, more: Partial<WantedPast>): Promise<string> => {
  const folder = dataFolder();
  const file = join(folder, 'larder.yaml');
  const devices = [
    { id: 'fridge', profile: 'xy-md02', line: 'bus', unit: 1, every: '1min', channels: { temperature: { rule: 'cn.fridge' } } },
  ];
  const gateway = { id: 'no3-canteen', timezone: 'UTC', language: 'en' };
  writeFileSync(file, stringify({ gateway, data: '.', lines: [{ id: 'bus', tcp: '127.0.0.1:1' }], devices }));
  const { channels } = await readSite(file, {}, 'en', false);
  await recordPast({
    folder, channels, from: START, every: MINUTE, steps: 600,
    valuesAt: (minute) => [isWarm(minute) ? 15 : 4 + (minute % 10) / 10],
    ...more,
  }); // biome-ignore format: a list to read
  return folder;
};

const replayed = (folder: string, ...more: readonly string[]) =>
  said(replayCommand, ['-c', join(folder, 'larder.yaml'), '--channel', 'fridge/temperature', ...more]);

const rehearsed = async (folder: string, length = 13 * HOUR): Promise<Rehearsed & { readonly words: string }> => {
  const site = await readSite(join(folder, 'larder.yaml'), {}, 'en', false);
  const past = rehearsePast(site, START + 13 * HOUR, length);
  return { ...past, words: rehearsalTable(past, site).join('\n') };
};

const outcomes = ({ alarms }: Rehearsed): readonly string[] =>
  alarms.map(({ outcome, was, would }) => `${outcome} ${(would ?? was)?.cause} ${(would ?? was)?.level}`);

/** Puts noise in the place of some readings of a journal, of which the index stays whole. */
const blotted = (path: string): void => {
  const database = new Database(path);
  database.exec("UPDATE readings SET lines = x'00' WHERE last = (SELECT last FROM readings ORDER BY last LIMIT 1 OFFSET 2)");
  database.close();
};

/** Noise over the middle of a file. */
const overwritten = (path: string): void => {
  const bytes = readFileSync(path);
  bytes.fill('noise', Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096);
  writeFileSync(path, bytes);
};

const setAsideIn = (folder: string): string =>
  join(folder, readdirSync(folder).find((name) => /^journal-restored-.*\.db$/.test(name)) ?? 'none');

/** How many readings a rehearsal names as gone; two witnesses may name the same. */
const namedLost = ({ lost }: Rehearsed): number => {
  const numbers = new Set<number>();
  for (const { what, reason } of lost) {
    const [, first, last] = /:(\d+)\.\.(\d+)$/.exec(reason) ?? [];
    for (let number = Number(first); what === 'readings' && number <= Number(last); number += 1) numbers.add(number);
  }
  return numbers.size;
};

describe('a past that goes over into another journal', () => {
  test('is judged whole, with an alarm that stood in the one that was set aside and one whose delay ran over', async () => {
    const folder = await lived((minute) => between(minute, 60, 180) || between(minute, 290, 360), { succeedsBefore: 300 });
    const past = await rehearsed(folder);
    expect(past.readings).toBe(600);
    expect(past.alarms.length).toBeGreaterThanOrEqual(4);
    for (const { outcome, was, would } of past.alarms) expect({ outcome, alarm: would }).toEqual({ outcome: 'same', alarm: was });
    expect(past.lost).toEqual([]);

    const { out, err } = await replayed(folder, '--high', '8', '--on-delay', '30min', '--json');
    expect(JSON.parse(out).alarms.map(({ since }: { since: string }) => since)).toEqual([
      '2026-11-01T01:01:00Z',
      '2026-11-01T04:51:00Z',
    ]);
    expect(err).toContain('600 readings');
  });

  test('says until when another was kept, where it ended and the next began; nothing of a stretch behind it', async () => {
    const folder = await lived(() => false, { succeedsBefore: 300 });
    const past = await rehearsed(folder);
    expect(past.earlier).toMatchObject([
      { reason: 'restored', isRead: true, until: START + 301 * MINUTE, ended: START + 300 * MINUTE, next: START + 301 * MINUTE },
    ]);
    const words =
      /^Until 2026-11-01 05:01 .* judged as well, up to 2026-11-01 05:00\. The next one begins with 2026-11-01 05:01/m;
    expect(past.words).toMatch(words);
    expect((await replayed(folder)).err).toMatch(words);
    expect((await replayed(folder, '--from', '2026-11-01T06:00:00Z')).err).not.toContain('journal');
    expect((await rehearsed(folder, 2 * HOUR)).earlier).toEqual([]);
  });

  test('of which the file is gone is not judged, and that is said', async () => {
    const folder = await lived((minute) => between(minute, 60, 180), { succeedsBefore: 300 });
    for (const name of readdirSync(folder).filter((each) => each.startsWith('journal-'))) rmSync(join(folder, name));
    const past = await rehearsed(folder);
    expect([past.readings, past.alarms.length]).toEqual([300, 0]);
    expect(past.earlier).toMatchObject([{ isRead: false, until: START + 301 * MINUTE }]);
    expect((await replayed(folder)).err).toMatch(/^Until 2026-11-01 05:01 .* that past is NOT judged/m);
  });

  test('names what of the file set aside can’t be read: delays are held over it, and it was not silence', async () => {
    const folder = await lived(() => true, { succeedsBefore: 300 });
    blotted(setAsideIn(folder));
    const past = await rehearsed(folder);
    const lost = namedLost(past);
    expect(lost).toBeGreaterThan(10);
    expect(past.readings).toBe(600 - lost);
    expect(past.words).toMatch(/^Of the record itself is gone: .*readings \d+\.\.\d+ \(damaged\)/m);
    expect(outcomes(past).filter((words) => /silence|after-gap/.test(words))).toEqual([]);

    const { out } = await replayed(folder, '--high', '8', '--on-delay', '8h', '--json');
    const [{ at }] = JSON.parse(out).alarms;
    const held = (Date.parse(at) - START) / MINUTE - 1 - 480;
    expect([held >= lost - 2, held <= lost + 2]).toEqual([true, true]);
  });

  test('because its file was damaged while the box was off is judged as far as its blocks were carried over', async () => {
    const folder = await lived((minute) => between(minute, 60, 120) || minute >= 500, {
      offBefore: (minute) => (minute === 300 ? 2 * HOUR : 0),
      commitsOf: 5,
      whileOff: (where) => overwritten(join(where, JOURNAL_FILE)),
    });
    const past = await rehearsed(folder);
    const lost = namedLost(past);
    expect(lost).toBeGreaterThan(10);
    expect(past.readings).toBe(600 - lost);
    expect(past.earlier).toMatchObject([{ reason: 'damaged', isRead: true, next: START + 421 * MINUTE }]);
    expect(past.words).toMatch(/^Of the record itself is gone: /m);
    expect(outcomes(past).filter((words) => words.includes('silence'))).toEqual([]);
    // What stood in the last hours was raised under the journal that goes on.
    expect(outcomes(past)).toContain('same high legal');
  });
});
