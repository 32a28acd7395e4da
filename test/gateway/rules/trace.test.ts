import { describe, expect, test } from 'vitest';
import {
  columnsOf,
  countGaps,
  medianInterval,
  PLAIN_COLUMNS,
  parseRow,
  type TraceRow,
  zonedTime,
} from '../../../gateway/rules/trace.ts';

const rowOf = (line: string): TraceRow => {
  const parsed = parseRow(line, PLAIN_COLUMNS);
  if (parsed.is !== 'row') throw new Error(`${line} is ${parsed.is}`);
  return parsed.row;
};

describe('a line of a trace', () => {
  test.each([
    ['2026-03-02T06:00:00+08:00,4.1', Date.UTC(2026, 2, 1, 22), 480, 4.1],
    ['2026-03-02 06:00+0800,4.1', Date.UTC(2026, 2, 1, 22), 480, 4.1],
    ['2026-03-02T06:00:00Z,-12.5,good', Date.UTC(2026, 2, 2, 6), 0, -12.5],
    ['2026-03-02T06:00:00.250-03:30,"0"', Date.UTC(2026, 2, 2, 9, 30, 0, 250), -210, 0],
  ])('%s is a reading', (line, time, zone, value) => expect(rowOf(line)).toEqual({ time, zone, value, quality: 'good' }));

  test('keeps a doubted value with its doubt', () =>
    expect(rowOf('2026-03-02T06:00Z,85,out-of-range')).toMatchObject({ value: 85, quality: 'out-of-range' }));

  test.each([
    ['2026-03-02T06:00Z,,probe-open', 'probe-open'],
    ['2026-03-02T06:00Z,,', 'no-answer'],
    ['2026-03-02T06:00Z,,exception:4', 'exception:4'],
    ['2026-03-02T06:00Z,327.6,probe-open', 'probe-open'],
  ])('%s has no value', (line, quality) => expect(rowOf(line)).toMatchObject({ quality, value: Number.NaN }));

  test.each([
    ['2026-03-02T06:00Z', 'columns'],
    ['yesterday,4', 'time'],
    ['2026-13-02T06:00Z,4', 'time'],
    ['2026-03-02T06:00,4', 'zone'],
    ['2026-03-02T06:00Z,warm', 'value'],
    ['2026-03-02T06:00Z,,frozen', 'value'],
    ['2026-03-02T06:00Z,4,fine', 'quality'],
  ])('%s is refused for its %s', (line, fault) => expect(parseRow(line, PLAIN_COLUMNS)).toEqual({ is: fault }));
});

describe('a trace', () => {
  test('may name its columns, in any order', () => {
    const columns = columnsOf('channel,Time,quality,unit,value');
    expect(columns).toEqual({ channel: 0, time: 1, quality: 2, value: 4 });
    expect(columns && parseRow('fridge-1/t,2026-03-02T06:00Z,good,degC,4', columns)).toMatchObject({
      channel: 'fridge-1/t',
      row: { value: 4 },
    });
  });

  test('without names begins with a reading', () => expect(columnsOf('2026-03-02T06:00Z,4')).toBeUndefined());

  test('has the median of its steps for interval, which a gap doesn’t move', () => {
    const rows = [0, 5, 10, 15, 400, 405].map(
      (minute) => ({ time: minute * 60_000, zone: 0, value: 4, quality: 'good' }) as const,
    );
    expect(medianInterval(rows)).toBe(300_000);
    expect(countGaps(rows)).toBe(1);
  });

  test('may hold two readings of one moment, which are no step', () => {
    const rows = [0, 0, 0, 0, 5].map((minute) => ({ time: minute * 60_000, zone: 0, value: 4, quality: 'good' }) as const);
    expect(medianInterval(rows)).toBe(300_000);
  });

  test('of one reading has no interval of its own', () => expect(medianInterval([rowOf('2026-03-02T06:00Z,4')])).toBe(60_000));
});

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [480, '1970-01-01T08:00:00+08:00'],
  [-210, '1969-12-31T20:30:00-03:30'],
])('a time in a zone %d minutes ahead is written with it', (zone, written) => {
  expect(zonedTime(0, zone)).toBe(written);
  expect(Date.parse(written)).toBe(0);
});
