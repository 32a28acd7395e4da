import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { errorWords } from '../../../gateway/cli/error-words.ts';
import { exportCommand } from '../../../gateway/cli/export-command.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { sealedRecord } from '../evidence/sealed-record.ts';
import { dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';
import { fridge } from '../reports/reported.ts';
import { said } from './fake-terminal.ts';

/** A box with half an hour's record, whose configuration has no device any more. */
const boxWithPast = () => {
  const { folder, path } = sealedRecord(30);
  const config = join(folder, 'larder.yaml');
  writeFileSync(config, 'gateway: { id: no3-canteen, timezone: Asia/Shanghai, language: en }\ndata: .\n');
  return { config, path, folder: dirname(config) };
};

/** A box that woke in 1970, was told the time after two minutes, and was read for two more. */
const boxThatLearnsTheTime = () => {
  const folder = dataFolder();
  const config = join(folder, 'larder.yaml');
  writeFileSync(config, 'gateway: { id: no3-canteen, timezone: Asia/Shanghai, language: en }\ndata: .\n');
  const clock = createManualClock({ now: 20_000, elapsed: 20_000 });
  const core = openCore(folder, clock, { channels: [fridge()], clock: 'unsure' });
  const woke = Date.UTC(2026, 10, 21, 6);
  for (const trust of ['unsure', 'unsure', 'sure', 'sure'] as const) {
    if (trust === 'sure') clock.step(woke + clock.elapsed() - 20_000 - clock.now());
    core.commit(entryOf(clock, [[0, 4]], [], trust));
    clock.run(60_000);
  }
  core.close();
  return { config, woke };
};

/** Changes one humidity in the oldest row of a record, and packs it as it was packed: nothing but the hash can tell. */
const alterOldest = (path: string): void => {
  const database = new SqliteDatabase(path);
  const row = database
    .prepare<[], { last: number; lines: Buffer }>('SELECT last, lines FROM readings ORDER BY last LIMIT 1')
    .get();
  const altered = inflateSync(row?.lines ?? Buffer.alloc(0))
    .toString('utf8')
    .replace(',55.1]', ',45.1]');
  database.prepare('UPDATE readings SET lines = ? WHERE last = ?').run(deflateSync(altered), row?.last);
  database.close();
};

/** What a person is told of a failure. */
const told = async (words: readonly string[], language: 'en' | 'zh-CN' = 'en'): Promise<string> => {
  const error: unknown = await said(exportCommand, words, { language }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return errorWords(error, language).join('\n');
};

describe('an export', () => {
  test('of a channel that the record knows holds its rows alone', async () => {
    const { config } = boxWithPast();
    const { code, out } = await said(exportCommand, ['-c', config, '--channel', 'fridge-1/temperature']);
    expect(code).toBe(0);
    const rows = out.split('\n').slice(1);
    expect(rows.length).toBe(180);
    expect(rows.every((row) => row.includes('fridge-1/temperature'))).toBe(true);
  });

  test('of a channel that there never was names those that there are', async () => {
    const { config } = boxWithPast();
    expect(await told(['-c', config, '--channel', 'nope'])).toMatch(
      /^usage: no channel is named “nope”; there are: fridge-0\/temperature, fridge-1\/temperature, fridge-2\/temperature$/m,
    );
    expect(await told(['-c', config, '--channel', 'nope'], 'zh-CN')).toMatch(/^usage: 没有名为“nope”的通道；已有：fridge-0/);
  });

  test('from a moment after its end is refused', async () => {
    const { config } = boxWithPast();
    expect(await told(['-c', config, '--from', '2026-11-02', '--to', '2026-11-01'])).toMatch(
      /^usage: --from 2026-11-02 is after --to 2026-11-01/,
    );
  });

  test('puts what was read before the time was known to where it was, marks it so, and finds it there by its time', async () => {
    const { config, woke } = boxThatLearnsTheTime();
    const all = (await said(exportCommand, ['-c', config])).out.split('\n').slice(1);
    const at = (minute: number) => new Date(woke + minute * 60_000).toISOString();
    expect(all).toEqual(
      [0, 1, 2, 3].map((minute) => `${at(minute)},fridge-1/temperature,4,good,${minute + 1},${minute < 2 ? 'placed' : 'sure'}`),
    );
    const within = await said(exportCommand, ['-c', config, '--from', at(1), '--to', at(2)]);
    expect(within.out.split('\n').slice(1)).toEqual(all.slice(1, 3));
  });

  test('of a damaged file says what a gateway would do, and not that it was done', async () => {
    const { config, path } = boxWithPast();
    writeFileSync(path, Buffer.alloc(8192, 'x'));
    const words = await told(['-c', config]);
    expect(words).toMatch(/^journal-damaged: /);
    expect(words).toContain('Keep the file as it is, and have the card replaced. A gateway sets it aside whole by itself');
  });

  test('of a record in which one value was changed gives out no row of the block that no longer holds', async () => {
    const { config, path } = boxWithPast();
    alterOldest(path);
    const words = await told(['-c', config]);
    expect(words).toMatch(/^record-broken: a block does not hold \(hash\)/);
    expect(words).toContain('The record was changed or is incomplete');
    expect(await told(['-c', config], 'zh-CN')).toContain('请原样保留该文件');
  });
});
