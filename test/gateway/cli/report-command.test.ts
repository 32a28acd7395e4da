import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reportCommand } from '../../../gateway/cli/report-command.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { canonicalJson } from '../../../gateway/reports/canonical-json.ts';
import { reportDataSchema } from '../../../gateway/reports/report-data.ts';
import { writeCanteen, writeCanteenRecord } from '../../bench/load/canteen-month.ts';
import { said } from './fake-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'larder-report-'));
const config = writeCanteen(folder, 4);
/** Midnight of 2026-11-01 in Shanghai. */
const BEGIN = Date.UTC(2026, 9, 31, 16);

beforeAll(async () => void (await writeCanteenRecord(config, BEGIN, 6)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lastOf = z.looseObject({ last: z.number() });
const reported = z.object({
  hash: z.string(),
  data: reportDataSchema,
  signing: z.looseObject({ unsignedDays: z.array(z.string()) }),
});
const reportJson = async (...words: readonly string[]) => {
  const { out } = await said(reportCommand, [...words, '-c', config, '--format', 'json']);
  return reported.parse(JSON.parse(out));
};

describe('larder report', () => {
  test('tells a day as data, with the hash that anyone can make again', async () => {
    const { data, hash } = await reportJson('day', '--date', '2026-11-05');
    expect(hash).toBe(sha256(canonicalJson(data)));
    const [, second] = data.channels;
    expect(second?.total).toMatchObject({ expected: 1440, arrived: 1440, max: 12.9 });
    expect(second?.total.longest?.beyond).toBeGreaterThan(40 * 60_000);
    expect(data.alarms).toMatchObject([{ acknowledged: { way: 'sms' }, confirmed: { goods: 'moved' } }]);
  });

  test('makes the same again from the heads that a page names, whatever came later', async () => {
    const { data, hash } = await reportJson('day', '--date', '2026-11-03');
    const { readings, urgent } = data.record.heads;
    const heads = `${readings[0]}:${urgent[0]}`;
    for (const end of [heads, `${heads}:${data.through}`])
      expect((await reportJson('day', '--date', '2026-11-03', '--up-to', end)).hash).toBe(hash);
  });

  test('refuses an end at which the record never stood: all readings, and facts that stop before them', async () => {
    const { data } = await reportJson('day', '--date', '2026-11-05');
    const file = new RecordFile(join(folder, 'data', JOURNAL_FILE));
    const ends = [...file.lines('urgent', 1)].map((line) => lastOf.parse(JSON.parse(line)).last);
    file.close();
    const [{ readings, urgent }, cut] = [data.record.heads, ends.filter((last) => last < data.record.heads.urgent[0])];
    expect(cut.length).toBeGreaterThan(5);
    for (const last of [cut[0], cut.at(Math.floor(cut.length / 2))]) {
      const told = said(reportCommand, [
        'day',
        '-c',
        config,
        '--date',
        '2026-11-05',
        '--up-to',
        `${readings[0]}:${last}:${data.to}`,
      ]);
      await expect(told).rejects.toMatchObject({ code: 'usage', message: expect.stringMatching(/记录从未同时止于/) });
    }
    expect(urgent[0]).toBe(ends.at(-1));
  });

  test('speaks again of as much time as a page did, also behind the end of the record', async () => {
    const week = ['week', '--date', '2026-11-03'] as const;
    const { data } = await reportJson(...week);
    const { readings, urgent } = data.record.heads;
    const end = (through: number): string => `${readings[0]}:${urgent[0]}:${through}`;
    const whole = await reportJson(...week, '--up-to', end(data.to));
    expect(whole.data.channels[0]?.total.times.unproven).toBeGreaterThanOrEqual(2 * 86_400_000);
    expect(whole.data.recordEnds).toBeLessThan(data.to);
    const short = await reportJson(...week, '--up-to', end(BEGIN + 2 * 86_400_000));
    expect(short.data.channels[0]?.total.times.unproven).toBeLessThan(86_400_000);
  });

  test('counts the days of a week that nobody signed', async () => {
    const { signing } = await reportJson('week', '--date', '2026-11-03');
    const lived = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06'];
    expect(signing.unsignedDays.slice(0, 5)).toEqual(lived); // of the days after the record's end, as many as are over by the clock
  });

  test('gives a table for spreadsheets', async () => {
    const { out } = await said(reportCommand, ['week', '-c', config, '--date', '2026-11-03', '--format', 'csv']);
    expect(out.split('\n')).toHaveLength(1 + 7 * 4);
  });

  test('gives excursions and retained samples as tables of their own, the former and in the JSON beside the data that are hashed', async () => {
    const table = ['day', '-c', config, '--date', '2026-11-05', '--format', 'csv', '--what'] as const;
    const { out } = await said(reportCommand, [...table, 'excursions']);
    expect(out.split('\n')[0]).toMatch(/^cabinet,channel,side,from,to,peak/);
    expect((await said(reportCommand, [...table, 'samples'])).out).toMatch(/^id,meal,dish,grams,short/);
    expect((await said(reportCommand, [...table, 'figures'])).out).toMatch(/^date,day,cabinet/);
    const json = await said(reportCommand, ['day', '-c', config, '--date', '2026-11-05', '--format', 'json']);
    expect(JSON.parse(json.out)).toHaveProperty('excursions');
  });

  test('gives a PDF that carries its own Chinese font, the same bytes each time', async () => {
    const files = [join(folder, 'a.pdf'), join(folder, 'b.pdf')];
    const month = ['month', '--date', '2026-11-03'] as const;
    const { data } = await reportJson(...month);
    const end = [data.record.heads.readings[0], data.record.heads.urgent[0], data.through].join(':');
    for (const file of files) await said(reportCommand, [...month, '-c', config, '--up-to', end, '-o', file]);
    const [first, second] = files.map((file) => readFileSync(file));
    expect(first?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first?.includes('NotoSansSC-Regular')).toBe(true);
    expect(first?.includes('FontFile2')).toBe(true);
    expect(second?.equals(first ?? new Uint8Array())).toBe(true);
  });

  test('drafts the site’s own list, where the configuration names one, and tells the faults of one that is none', async () => {
    const own = join(folder, 'own.yaml');
    writeFileSync(own, `${readFileSync(config, 'utf8')}\nchecklist: ./list.yaml\n`);
    const shipped = readFileSync(new URL('../../../gateway/reports/checklists/cn-canteen.yaml', import.meta.url), 'utf8');
    writeFileSync(
      join(folder, 'list.yaml'),
      shipped.replace('id: cn-canteen', 'id: no3-risks').replace('key: premises', 'key: gas-valves'),
    );
    const { out } = await said(reportCommand, ['day', '-c', own, '--date', '2026-11-03']);
    expect(out).toContain('no3-risks');
    expect(out).toContain('"key":"gas-valves"');

    writeFileSync(join(folder, 'list.yaml'), shipped.replace('key: premises', 'key: purchase'));
    await expect(said(reportCommand, ['day', '-c', own])).rejects.toMatchObject({
      code: 'config-invalid',
      faults: [{ file: join(folder, 'list.yaml'), place: 'day.lines', wrong: expect.stringContaining('a key stands twice') }],
    });
  });

  test.each([
    ['decade', []],
    ['day', ['--date', '2026-02-30']],
    ['day', ['--format', 'docx']],
    ['day', ['--format', 'pdf']],
    ['day', ['-o', 'day.txt']],
    ['day', ['-o', 'day']],
    ['day', ['--format', 'csv', '-o', 'day.pdf']],
    ['day', ['--up-to', 'yesterday']],
    ['day', ['--format', 'csv', '--what', 'doors']],
    ['day', ['--format', 'json', '--what', 'excursions']],
  ])('refuses %s %j as wrong usage', async (what, more) => {
    await expect(said(reportCommand, [what, '-c', config, ...more])).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('larder report -o', () => {
  const day = (file: string) => said(reportCommand, ['day', '-c', config, '--date', '2026-11-03', '-o', file]);
  const held = (file: string): string => readFileSync(file, 'latin1');

  test.each(['csv', 'json', 'pdf'])('replaces an earlier %s report, and nothing else', async (extension) => {
    const [report, other] = [join(folder, `again.${extension}`), join(folder, `own.${extension}`)];
    await day(report);
    await day(report);
    writeFileSync(other, 'a list of somebody’s own');
    await expect(day(other)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(readFileSync(other, 'utf8')).toBe('a list of somebody’s own');
  });

  test('touches neither the record nor a link', async () => {
    const [inside, link] = [join(folder, 'data', 'day.json'), join(folder, 'link.json')];
    symlinkSync(config, link);
    const before = held(config);
    for (const file of [inside, link, join(folder, 'nowhere', 'day.json')])
      await expect(day(file)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(existsSync(inside)).toBe(false);
    expect(held(config)).toBe(before);
  });

  test('leaves nothing beside the file', async () => {
    await day(join(folder, 'tidy.json'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
