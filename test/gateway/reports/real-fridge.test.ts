import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { momentOf } from '../../../gateway/domain/local-time.ts';
import { fridge, limits, reportOf, type Told } from './reported.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/cases/cold-storage', import.meta.url));
const ZONE = 'Asia/Shanghai';

const rowsOf = (file: string): readonly string[][] =>
  readFileSync(`${FOLDER}/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));

// CI has the folder and must not pass without it.
describe.skipIf(!existsSync(FOLDER) && process.env['CI'] === undefined)('37 days of a real refrigerator', () => {
  const readings = rowsOf('fridgetag2L_readings.csv').map(
    ([time = '', value]): Told => [momentOf(time.replace(' ', 'T'), ZONE) ?? Number.NaN, Number(value)],
  );
  const oracle = rowsOf('fridgetag2L_daily_oracle.csv');
  const full = oracle.slice(1, -1);
  const dayOf = (date: string) => {
    const recorded = { channels: [fridge({ every: 300_000, rule: limits(2, 8) })], readings, began: readings[0]?.[0] ?? 0 };
    const figures = reportOf('day', date, ZONE, recorded).data.channels[0]?.total;
    if (figures === undefined) throw new Error(`no figures of ${date}`);
    return figures;
  };

  test('were read, 36 of them full', () => {
    expect(readings.length).toBe(10_653);
    expect(full.length).toBe(36);
  });

  test.each(full)('%s: highest, mean and minutes beyond are the logger’s own', (...row) => {
    const [date, , , max, , mean, below, , above] = row;
    const { max: highest, mean: average, beyond } = dayOf(date ?? '');
    expect(Math.abs((highest ?? Number.NaN) - Number(max))).toBeLessThanOrEqual(0.5);
    expect(Math.abs((average ?? Number.NaN) - Number(mean))).toBeLessThanOrEqual(0.1);
    expect(Math.abs(beyond.low / 60_000 - Number(below))).toBeLessThanOrEqual(7);
    expect(Math.abs(beyond.high / 60_000 - Number(above))).toBeLessThanOrEqual(7);
  });
});
