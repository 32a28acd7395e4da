import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';
import { plainRule, type ReplayedAlarm, replay, replayed } from '../../../gateway/rules/replay.ts';
import { PLAIN_COLUMNS, parseRow, type TraceRow, zonedTime } from '../../../gateway/rules/trace.ts';

const MINUTE = 60_000;

const rowsOf = (lines: readonly string[]): readonly TraceRow[] =>
  lines.map((line) => {
    const parsed = parseRow(line, PLAIN_COLUMNS);
    if (parsed.is !== 'row') throw new Error(`${line} is ${parsed.is}`);
    return parsed.row;
  });

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split(/\r?\n/).slice(1);

const fixture = (name: string): readonly TraceRow[] =>
  rowsOf(linesOf(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))));

const packs = await loadRulePacks();
const limits = { high: 8, low: 2, onDelay: 60 * MINUTE, offDelay: 0, deadband: 0 };
const hour = (at: number | undefined): string => (at === undefined ? 'stands' : zonedTime(at, 480).slice(11, 16));
const words = ({ cause, at, since, clearedAt, value }: ReplayedAlarm): string =>
  `${cause} since ${hour(since)}, raised ${hour(at)} at ${value ?? 'nothing'}, cleared ${hour(clearedAt)}`;

describe('a morning with a short rise, a long one, a dropout and a gap', () => {
  const morning = fixture('warm-morning.csv');

  test('has two alarms: fifty minutes are none, and a gap holds the hour', () =>
    expect(replay(morning, plainRule({ ...limits, deadband: 0.5 })).map(words)).toEqual([
      'high since 08:00, raised 09:00 at 9.5, cleared 09:10',
      'high since 10:00, raised 12:30 at 8.6, cleared stands',
    ]));

  test('without a deadband clears at the first value within the limit', () =>
    expect(replay(morning, plainRule(limits))[0]?.clearedAt).toBe(Date.parse('2026-03-02T09:05:00+08:00')));

  test('without a delay tells each rise at its first value', () =>
    expect(replay(morning, plainRule({ ...limits, onDelay: 0 })).map(({ at, since }) => [hour(at), at === since])).toEqual([
      ['07:00', true],
      ['08:00', true],
      ['10:00', true],
    ]));

  test('is judged by a rule pack as a running gateway would: silence at its minute, and the value after the gap', async () => {
    const rule = (await loadRulePacks()).get('cn.fridge');
    if (rule === undefined) throw new Error('no cn.fridge');
    const alarms = replay(morning, rule).filter(({ level, cause }) => level === 'legal' || cause === 'silence');
    expect(alarms.map(words)).toEqual([
      'high since 07:00, raised 07:30 at 9, cleared 09:10',
      'silence since 09:10, raised 09:25 at nothing, cleared 10:00',
      'after-gap since 10:00, raised 10:00 at 8.6, cleared stands',
      'high since 10:00, raised 10:30 at 8.6, cleared stands',
      'silence since 10:30, raised 10:45 at nothing, cleared 12:00',
    ]);
  });
});

test('a value that comes when silence falls due breaks it', async () => {
  const rule = (await loadRulePacks()).get('cn.fridge');
  const rows = rowsOf(['2026-03-02T06:00Z,4', '2026-03-02T06:15Z,4', '2026-03-02T06:30:01Z,4']);
  expect(rule && replay(rows, rule).map(words)).toEqual(['silence since 14:15, raised 14:30 at nothing, cleared 14:30']);
});

test('an alarm that came and went in a defrost is marked as one that nobody would have been told', () => {
  const rule = packs.get('cn.freezer');
  const times = Array.from({ length: 300 }, (_, minute) => new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString());
  const values = times.map((_, minute) => (minute >= 100 && minute < 135 ? -4.5 : -16));
  const rows = rowsOf(times.map((time, place) => `${time},${values[place]}`));
  expect(rule && replay(rows, rule)).toMatchObject([{ cause: 'high', limit: -5, suppressed: true }]);
  const lasting = rowsOf(times.map((time, place) => `${time},${place >= 100 ? -4.5 : -16}`));
  expect(rule && replay(lasting, rule).filter(({ suppressed }) => suppressed)).toEqual([]);
});

test('an empty trace has no alarms', () => expect(replay([], plainRule(limits))).toEqual([]));

// The trace and the logger's verdicts are too large to be kept here; they lie beside the checkout.
const cases = fileURLToPath(new URL('../../../../shared/cases/cold-storage/', import.meta.url));
const present = existsSync(`${cases}fridgetag2L_readings.csv`);

test('the real trace is at hand wherever the project itself is tested', () =>
  expect(present || process.env['CI'] === undefined).toBe(true));

const againstTheLogger = (): void => {
  const zoned = (line: string): string => line.replace(/^(\S+) (\d\d:\d\d),/, '$1T$2:00+08:00,');
  const readings = rowsOf(linesOf(`${cases}fridgetag2L_readings.csv`).map(zoned));
  const days = linesOf(`${cases}fridgetag2L_daily_oracle.csv`).map((line) => line.split(','));
  const alarms = replay(readings, plainRule(limits));
  const verdicts = days.flatMap(([day = '', , , , , , , low = '', , high = '']) => [
    { day, cause: 'low', shown: low },
    { day, cause: 'high', shown: high },
  ]);
  const on = (day: string, cause: string): readonly ReplayedAlarm[] =>
    alarms.filter((alarm) => alarm.cause === cause && zonedTime(alarm.at, 480).startsWith(day));

  test('is read whole', () => {
    expect(readings).toHaveLength(10_653);
    expect(days).toHaveLength(38);
  });

  const began = verdicts.filter(({ shown }) => shown !== '' && shown !== '00:00');
  test('began ten alarms', () => expect(began).toHaveLength(10));

  test.each(began)('$day: the logger’s $cause alarm of $shown comes within 5 min', ({ day, cause, shown }) => {
    const wanted = Date.parse(`${day}T${shown}:00+08:00`);
    const nearest = on(day, cause).map(({ at }) => Math.abs(at - wanted) / MINUTE);
    expect(Math.min(...nearest)).toBeLessThanOrEqual(5);
  });

  test('raises none on a day for which the logger shows none', () => {
    const quiet = verdicts.filter(({ shown }) => shown === '');
    expect(quiet.flatMap(({ day, cause }) => on(day, cause)).map(words)).toEqual([]);
  });

  test('is not trapped by 147 minutes in pieces, nor by two values six hours apart', () =>
    expect([...on('2022-05-10', 'high'), ...on('2022-05-02', 'high')]).toEqual([]));

  const shipped = (id: string, kind: string): LimitSet => {
    const rule = packs.get(id);
    if (rule === undefined) throw new Error(`no ${id}`);
    return { ...plainRule(limits), limits: [], conditions: (rule.conditions ?? []).filter((each) => each.kind === kind) };
  };

  test('foretells three rises above 8 °C, each before it comes, and the longest an hour before the logger’s alarm', () => {
    const foretold = replay(readings, shipped('cn.fridge', 'forecast'));
    expect(foretold.map(({ at }) => zonedTime(at, 480).slice(5, 16))).toEqual(['05-05T09:56', '05-09T10:26', '05-10T11:56']);
    const risen = replay(readings, plainRule({ ...limits, onDelay: 0 })).map(({ at }) => at);
    const minutes = foretold.map(({ at }) => Math.min(...risen.filter((each) => each >= at).map((each) => each - at)) / MINUTE);
    expect(minutes).toEqual([5, 40, 15]);
  });

  test('is never too calm to live', () => expect(replay(readings, shipped('cn.fridge', 'calm'))).toEqual([]));

  test('raises no second alarm on a day on which the logger’s began', () =>
    expect(began.map(({ day, cause }) => on(day, cause).length).filter((count) => count !== 1)).toEqual([]));
};

if (present) describe('a real refrigerator in 37 days, against the alarms of its certified logger', againstTheLogger);

describe('an alarm of which several facts tell', () => {
  const fact = { cause: 'high', level: 'legal', raisedAt: 10, since: 0, value: 9, limit: 8, suppressed: false } as const;

  test('is one that people were told of, though a closure took it back', () => {
    const end = { ...fact, suppressed: true, clearedAt: 30, value: 5 };
    expect(replayed(end, replayed({ ...fact, suppressed: true }, replayed(fact, undefined)))).toEqual({
      cause: 'high', level: 'legal', at: 10, since: 0, clearedAt: 30, value: 9, limit: 8,
    }); // biome-ignore format: a list to read
  });

  test('is one that people were told of, once it has outlasted its defrost', () =>
    expect(replayed(fact, replayed({ ...fact, suppressed: true }, undefined)).suppressed).toBeUndefined());
});
