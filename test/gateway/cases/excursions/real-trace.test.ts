import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { countProvenTime } from '../../../../gateway/cases/kitchen/proven-time.ts';

const cases = fileURLToPath(new URL('../../../../../shared/cases/cold-storage/', import.meta.url));
const MINUTE = 60_000;
const rowsOf = (file: string): readonly (readonly string[])[] =>
  readFileSync(`${cases}${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

test.skipIf(!existsSync(cases))(
  'the minutes out of range of each full day of a real trace agree with its certified logger',
  () => {
    const readings = rowsOf('fridgetag2L_readings.csv').map(([time = '', value]) => ({
      at: Date.parse(`${time.replace(' ', 'T')}:00Z`),
      value: Number(value),
    }));
    const days = rowsOf('fridgetag2L_daily_oracle.csv').slice(1);
    expect(days.length).toBeGreaterThanOrEqual(36);
    const off = days.flatMap(([date = '', , , , , , low, , high]) => {
      const from = Date.parse(`${date}T00:00:00Z`);
      const to = from + 1_440 * MINUTE;
      if (readings.every(({ at }) => at < to)) return [];
      const count = countProvenTime({ from, to, low: 2, high: 8, every: 5 * MINUTE });
      for (const { at, value } of readings) count.see(at, value, true);
      const { out } = count.result();
      const logged = Number(low) + Number(high);
      return Math.abs(out / MINUTE - logged) > 7 ? [`${date}: ${out / MINUTE} against ${logged}`] : [];
    });
    expect(off).toEqual([]);
  },
);
