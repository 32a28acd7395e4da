import { describe, expect, test } from 'vitest';
import type { ReadingsBlock, UrgentBlock } from '../../../gateway/domain/block.ts';
import { GENESIS } from '../../../gateway/domain/lane.ts';
import { COLUMNS, csvLine, rowsOf } from '../../../gateway/reports/record-rows.ts';

const t0 = Date.UTC(2026, 10, 21, 6, 0, 0);
const readings: ReadingsBlock = {
  v: 1, gateway: 'no3-canteen', journal: 'k3v9q2xw', lane: 'readings', first: 1201, last: 1204, prev: GENESIS, config: 'c41d07ae52b8',
  boot: 7, up: 86_400_123, t0, clock: 'sure', channels: ['fridge-1/temperature', 'fridge-1/humidity'],
  readings: [[0, 0, 4.2], [0, 1, 55.1], [10_000, 0, 12.5, 'out-of-range'], [10_000, 1, null, 'no-answer']],
}; // biome-ignore format: a table to read
const alarm = {
  kind: 'alarm',
  at: t0,
  id: 'a1',
  channel: 'fridge-1/temperature',
  cause: 'high',
  level: 'legal',
  active: true,
  since: t0 - 1000,
} as never;
const urgent: UrgentBlock = {
  ...readings,
  lane: 'urgent',
  first: 41,
  last: 42,
  head: [1204, GENESIS],
  facts: [alarm, { kind: 'gap', at: t0, what: 'gateway', from: 0, to: t0, reason: 'off' }],
};

const csv = (block: ReadingsBlock | UrgentBlock, kind: 'readings' | 'alarms', filter = {}): readonly string[] =>
  rowsOf(block, kind, filter).map((row) => csvLine(COLUMNS[kind], row));

describe('readings as a table', () => {
  test('are one a line, with their own time and number; without a value the quality says why', () =>
    expect(csv(readings, 'readings')).toEqual([
      '2026-11-21T06:00:00.000Z,fridge-1/temperature,4.2,good,1201,sure',
      '2026-11-21T06:00:00.000Z,fridge-1/humidity,55.1,good,1202,sure',
      '2026-11-21T06:00:10.000Z,fridge-1/temperature,12.5,out-of-range,1203,sure',
      '2026-11-21T06:00:10.000Z,fridge-1/humidity,,no-answer,1204,sure',
    ]));

  test('of one channel, or of a part of time, keep their numbers', () => {
    expect(csv(readings, 'readings', { channel: 'fridge-1/humidity' })).toHaveLength(2);
    expect(csv(readings, 'readings', { from: t0 + 1, channel: 'fridge-1/temperature' })).toEqual([
      '2026-11-21T06:00:10.000Z,fridge-1/temperature,12.5,out-of-range,1203,sure',
    ]);
    expect(csv(readings, 'readings', { channel: 'unknown/channel' })).toEqual([]);
  });
});

describe('facts as a table', () => {
  test('are those of the kind that is asked for', () =>
    expect(csv(urgent, 'alarms')).toEqual([
      '2026-11-21T06:00:00.000Z,a1,fridge-1/temperature,,high,legal,true,2026-11-21T05:59:59.000Z,,,,,,,,,,,41',
    ]));
});

describe('a cell', () => {
  test.each([
    ['a, "b"', '"a, ""b"""'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['@sum', "'@sum"],
    [-4.2, '-4.2'],
    ['-4.2', '-4.2'],
    ['+8613800000000', '+8613800000000'],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ['-.5*A1', "'-.5*A1"],
    ['＝1+1', "'＝1+1"],
    ['\t=1', "'\t=1"],
    ['two\nlines', '"two\nlines"'],
    [null, ''],
    [[12, 'hash'], '"[12,""hash""]"'],
  ])('%j is written so that a spreadsheet reads it and runs nothing', (value, text) =>
    expect(csvLine(['x'], { x: value })).toBe(text),
  );
});
