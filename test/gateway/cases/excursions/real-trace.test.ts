import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type TimedValue, threeTimes } from '../../../../gateway/cases/excursions/three-times.ts';

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
    const readings = rowsOf('fridgetag2L_readings.csv').map(
      ([time = '', value]): TimedValue => ({ at: Date.parse(`${time.replace(' ', 'T')}:00Z`), value: Number(value), good: true }),
    );
    const days = rowsOf('fridgetag2L_daily_oracle.csv').slice(1);
    expect(days.length).toBeGreaterThanOrEqual(36);
    const off = days.flatMap(([date = '', , , , , , low, , high]) => {
      const from = Date.parse(`${date}T00:00:00Z`);
      const stretch = { from, to: from + 1_440 * MINUTE };
      if (readings.every(({ at }) => at < stretch.to)) return [];
      const { provenOut } = threeTimes({ stretch, readings, bounds: { low: 2, high: 8 }, longestStep: 15 * MINUTE });
      const logged = Number(low) + Number(high);
      return Math.abs(provenOut / MINUTE - logged) > 7 ? [`${date}: ${provenOut / MINUTE} against ${logged}`] : [];
    });
    expect(off).toEqual([]);
  },
);
