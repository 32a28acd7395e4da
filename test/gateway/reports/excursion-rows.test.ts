import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { ExcursionFact } from '../../../gateway/domain/supervision-fact.ts';
import { EXCURSION_CSV_HEAD, excursionCsv } from '../../../gateway/reports/excursion-csv.ts';
import { excursionRows } from '../../../gateway/reports/excursion-rows.ts';
import { isReport } from '../../../gateway/reports/is-report.ts';
import { worstExcursions } from '../../../gateway/reports/worst-excursions.ts';
import { fridge, reportOf } from './reported.ts';

const MINUTE = 60_000;
/** Midnight of 2026-11-10 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);
const at = (minute: number): number => MIDNIGHT + minute * MINUTE;

/** A stretch beyond one limit, in minutes of the day. */
const told = (id: string, from: number, to: number, more: Partial<ExcursionFact> = {}): ExcursionFact => ({
  kind: 'excursion', at: at(to), id, channel: 'fridge-1/temperature', cabinet: '1号冷藏柜', rule: 'test.fridge', side: 'high', level: 'legal',
  limit: 8, from: at(from), to: at(to), peak: 12, peakAt: at(from + 1), beyond: (to - from) * MINUTE, unproven: 0, area: to - from, doors: 0,
  defrosts: 0, alarms: [], ...more,
}); // biome-ignore format: a fact to read

const operational = { level: 'operational', limit: 6 } as const;

const raised = (id: string, minute: number, more: object = {}): Fact => ({
  kind: 'alarm', at: at(minute), id, channel: 'fridge-1/temperature', rule: 'test.fridge', cause: 'high', level: 'legal', active: true,
  acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false, raisedAt: at(minute),
  since: at(minute - 30), value: 9, limit: 8, ...more,
}) as Fact; // biome-ignore format: a fact to read

const dataOf = (facts: readonly Fact[]) =>
  reportOf('day', '2026-11-10', 'Asia/Shanghai', {
    channels: [fridge()],
    readings: [[at(0), 4], [at(1439), 4]],
    facts,
    began: MIDNIGHT,
  }).data; // biome-ignore format: a record to read
const rowsOf = (facts: readonly Fact[]) => excursionRows(dataOf(facts));

describe('an excursion as people see it', () => {
  test('is one stretch, with the time beyond each limit that it passed, the legal one first', () => {
    const [row, ...more] = rowsOf([
      told('wide', 600, 720, { ...operational, peak: 12.9, doors: 3, defrosts: 1 }),
      told('law', 610, 650, { peak: 12.9, doors: 1 }),
      told('law again', 670, 690, { peak: 9 }),
      told('another', 800, 810, operational),
    ]);
    expect(row).toMatchObject({
      from: at(600), to: at(720), peak: 12.9, doors: 3, defrosts: 1,
      limits: [
        { level: 'legal', limit: 8, beyond: 60 * MINUTE, area: 60 },
        { level: 'operational', limit: 6, beyond: 120 * MINUTE, area: 120 },
      ],
    }); // biome-ignore format: a row to read
    expect(more).toHaveLength(1);
  });

  test('too cold has its own stretch, and its lowest value', () => {
    const cold = { side: 'low', limit: 0 } as const;
    const rows = rowsOf([told('warm', 600, 700), told('cold', 650, 690, { ...cold, peak: -1 }), told('colder', 690, 700, { ...cold, limit: -2, peak: -3 })]); // biome-ignore format: a record to read
    expect(rows.map(({ side, peak }) => [side, peak])).toEqual([
      ['high', 12],
      ['low', -3],
    ]);
    expect(rows[1]?.limits.map(({ limit }) => limit)).toEqual([0, -2]);
  });

  test('tells what people did: who saw it, each correction once, and what is open', () => {
    const confirm = { kind: 'act', at: at(700), by: 'p', does: 'confirm', action: '关好柜门', goods: 'moved' } as const;
    const [row] = rowsOf([
      raised('a', 640),
      raised('b', 640, { level: 'operational', limit: 6 }),
      raised('c', 645, { level: 'operational', limit: 6 }), // wants none
      raised('d', 646),
      raised('e', 647, { outOfService: true }), // in maintenance: nobody was called
      { kind: 'act', at: at(641), by: 'q', does: 'acknowledge', on: 'a', way: 'sms' },
      { ...confirm, on: 'a' },
      { ...confirm, on: 'b' },
      told('law', 610, 660, { alarms: ['a', 'd', 'e'], goods: 'moved', camera: 'cam-7' }),
      told('wide', 600, 680, { ...operational, alarms: ['b', 'c'] }),
    ]);
    expect(row).toMatchObject({
      camera: 'cam-7',
      goods: ['moved'],
      acts: { alarms: 5, open: 1, acknowledged: { by: 'q' }, confirmed: [{ action: '关好柜门' }] },
    });
    expect(row?.acts.confirmed).toHaveLength(1);
  });

  test('that goes on over midnight has the alarms that it raised on the next day', () => {
    const data = dataOf([
      told('law', 1411, 1481, { alarms: ['after midnight'] }),
      raised('after midnight', 1441),
      raised('another day’s', 1500),
      { kind: 'act', at: at(1460), by: 'p', does: 'confirm', on: 'after midnight', action: '关好柜门', goods: 'kept' },
    ]);
    expect(data.alarms).toEqual([]);
    expect(data.laterAlarms?.map(({ id }) => id)).toEqual(['after midnight']);
    expect(excursionRows(data)[0]?.acts).toMatchObject({ alarms: 1, open: 0, confirmed: [{ action: '关好柜门' }] });
  });

  test('that lasts is a row as well: nobody knows yet how long it will have been', () => {
    const [row, ...more] = rowsOf([
      told('law', 1380, 1400, { alarms: ['x'] }),
      raised('y', 1410, { level: 'operational', limit: 6 }),
      raised('a door', 1420, { cause: 'door', limit: 0.5 }),
    ]);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ from: at(1380), to: null, peak: 12 });
    expect(row?.limits).toEqual([
      { level: 'legal', limit: 8, beyond: 20 * MINUTE, area: 20 },
      { level: 'operational', limit: 6, beyond: null, area: null },
    ]);
  });
});

describe('of hundreds', () => {
  const facts = Array.from({ length: 300 }, (_, n) =>
    told(`n${n}`, n * 4, n * 4 + 1 + (n % 3), n % 100 === 7 ? {} : operational),
  );

  test('a page shows the worst: whatever broke the law before all else', () => {
    const [cabinet] = worstExcursions(rowsOf(facts), 10);
    expect([cabinet?.shown.length, cabinet?.more]).toEqual([10, 290]);
    const law = cabinet?.shown.filter(({ limits }) => limits[0]?.level === 'legal') ?? [];
    expect(law.map(({ from }) => from)).toEqual([at(28), at(428), at(828)]);
    expect(cabinet?.shown.map(({ from }) => from)).toEqual(cabinet?.shown.map(({ from }) => from).toSorted((a, b) => a - b));
  });

  test('the table for spreadsheets has each, and may be replaced by a later one', () => {
    const lines = excursionCsv(dataOf(facts));
    expect(lines).toHaveLength(301);
    expect(lines[8]).toBe(
      '1号冷藏柜,fridge-1/temperature,high,2026-11-09T16:28:00.000Z,2026-11-09T16:30:00.000Z,12,2026-11-09T16:29:00.000Z,degC,8,2,2,,,,0,0,0,0,0,0,,,,,,,,,',
    );
    expect(isReport(Buffer.from(`${EXCURSION_CSV_HEAD}\n`))).toBe(true);
    expect(isReport(Buffer.from('cabinet,channel\n'))).toBe(false);
  });
});
