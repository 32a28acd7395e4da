import { describe, expect, test } from 'vitest';
import type { AlarmFact, Fact } from '../../../gateway/domain/fact.ts';
import { GAP_PERIODS, provenFor } from '../../../gateway/domain/three-times.ts';
import { completeness } from '../../../gateway/reports/completeness.ts';
import { reportCsv } from '../../../gateway/reports/report-csv.ts';
import { reportDataSchema } from '../../../gateway/reports/report-data.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import { fridge, reportOf, type Told } from './reported.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
/** Midnight of 2026-11-10 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

/** A reading each minute, `value` by minute of the day; `undefined` where none came. */
const day = (value: (minute: number) => number | undefined, from = MIDNIGHT): readonly Told[] =>
  Array.from({ length: 1440 }, (_, minute): Told | undefined => {
    const told = value(minute);
    return told === undefined ? undefined : [from + minute * MINUTE, told];
  }).filter((told) => told !== undefined);

const next: Told = [MIDNIGHT + DAY, 4];

const totalOf = (readings: readonly Told[], facts: readonly Fact[] = []) => {
  const { data } = reportOf('day', '2026-11-10', ZONE, {
    channels: [fridge()],
    readings: [...readings, next],
    facts,
    began: MIDNIGHT - DAY,
  });
  const total = data.channels[0]?.total;
  if (total === undefined) throw new Error('no channel');
  return total;
};

describe('a value proves the time up to the next', () => {
  test('as long as no more than three periods pass', () => {
    expect(provenFor(GAP_PERIODS * 10, 10)).toBe(30);
    expect(provenFor(GAP_PERIODS * 10 + 1, 10)).toBe(10);
  });
});

describe('the three times of a day', () => {
  test('come to the whole day', () => {
    const { times } = totalOf(day((minute) => (minute < 600 ? 4 : minute < 660 ? undefined : minute < 690 ? 9 : 4)));
    expect(times.in + times.out + times.unproven).toBe(DAY);
    expect(times.out).toBe(30 * MINUTE);
    expect(times.unproven).toBe(60 * MINUTE);
  });

  test('a missed answer or two is no gap; a longer silence is, all but its first period', () => {
    expect(totalOf(day((minute) => (minute === 100 || minute === 101 ? undefined : 4))).gaps.count).toBe(0);
    const { gaps, times } = totalOf(day((minute) => (minute >= 100 && minute < 103 ? undefined : 4)));
    expect(gaps).toEqual({
      count: 1,
      time: 3 * MINUTE,
      listed: [{ from: MIDNIGHT + 100 * MINUTE, to: MIDNIGHT + 103 * MINUTE }],
    });
    expect(times.unproven).toBe(3 * MINUTE);
  });

  test('a probe that says it is broken proves nothing from then on, nor does a value that is doubted', () => {
    const broken: Told = [MIDNIGHT + 10 * MINUTE, null, 'probe-open'];
    const frozen: Told = [MIDNIGHT + 20 * MINUTE, 4, 'frozen'];
    const readings = day((minute) => (minute >= 10 && minute < 30 ? undefined : 4));
    const total = totalOf([...readings.slice(0, 10), broken, frozen, ...readings.slice(10)]);
    expect(total.times.unproven).toBe(20 * MINUTE);
    expect(total.doubted).toBe(1);
  });

  test('what lies outside the record is unproven where the channel was watched before', () => {
    const { times } = totalOf(day((minute) => (minute < 720 ? 4 : undefined)));
    expect(times).toEqual({ in: 720 * MINUTE, out: 0, unproven: 720 * MINUTE, switchedOff: 0 });
  });
});

describe('the figures of a day', () => {
  test('weigh each value by the time that it proves: a burst of readings counts no more', () => {
    const burst = Array.from({ length: 50 }, (_, index): Told => [MIDNIGHT + DAY / 2 + index * 1000, 8]);
    const calm = day((minute) => (minute === 720 ? undefined : 4));
    const { mean, max } = totalOf([...calm, ...burst].sort((a, b) => a[0] - b[0]));
    expect(max).toBe(8);
    expect(mean).toBeCloseTo(4 + 4 / 1440, 3);
  });

  test('the longest excursion goes on over a gap, whose time is no proof', () => {
    const { longest } = totalOf(
      day((minute) =>
        minute >= 60 && minute < 120 ? (minute >= 80 && minute < 100 ? undefined : 9 + (minute === 70 ? 1 : 0)) : 4,
      ),
    );
    expect(longest).toEqual({
      from: MIDNIGHT + HOUR,
      to: MIDNIGHT + 2 * HOUR,
      beyond: 40 * MINUTE,
      unproven: 20 * MINUTE,
      peak: 10,
      peakAt: MIDNIGHT + 70 * MINUTE,
    });
  });

  test('completeness is what came of what was due, never rounded up', () => {
    const { expected, arrived } = totalOf(day((minute) => (minute === 5 ? undefined : 4)));
    expect([expected, arrived]).toEqual([1440, 1439]);
    expect(completeness({ expected, arrived })).toBe(99.9);
  });
});

describe('a day of a site', () => {
  test('is a local day, 23 or 25 hours long where clocks change', () => {
    const hours = (date: string): number => {
      const period = periodOf('day', date, 'Europe/Berlin');
      return ((period?.to ?? 0) - (period?.from ?? 0)) / HOUR;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-10')]).toEqual([23, 25, 24]);
  });

  test('weeks begin on Monday, months on the first, and 30 February is none', () => {
    expect(periodOf('week', '2026-11-15', ZONE)?.days.map(({ date }) => date)).toEqual([
      '2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15',
    ]); // biome-ignore format: a week
    expect(periodOf('month', '2026-02-14', ZONE)?.days.length).toBe(28);
    expect(periodOf('day', '2026-02-30', ZONE)).toBeUndefined();
  });
});

const alarm = (changed: Partial<AlarmFact>): AlarmFact => ({
  kind: 'alarm', at: MIDNIGHT + HOUR, id: 'a-1', channel: 'fridge-1/temperature', rule: 'test.fridge', cause: 'high', level: 'legal',
  active: true, acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: MIDNIGHT + HOUR, since: MIDNIGHT + HOUR / 2, value: 9.1, limit: 8, ...changed,
}); // biome-ignore format: a list to read

describe('what people did', () => {
  const facts: readonly Fact[] = [
    alarm({ id: 'old', raisedAt: MIDNIGHT - 3 * HOUR, clearedAt: MIDNIGHT - 2 * HOUR }),
    alarm({}),
    { kind: 'notice', at: MIDNIGHT + HOUR + 1000, id: 'n-1', way: 'sms', about: 'alarm', alarms: ['a-1'], fate: 'sent', attempt: 1 },
    { kind: 'notice', at: MIDNIGHT + HOUR + 2000, id: 'n-1', way: 'sms', about: 'alarm', alarms: ['a-1'], fate: 'delivered', attempt: 1 },
    { kind: 'act', at: MIDNIGHT + 2 * HOUR, by: 'p', does: 'acknowledge', on: 'a-1', way: 'sms' },
    { kind: 'act', at: MIDNIGHT + 3 * HOUR, by: 'p', does: 'confirm', on: 'a-1', action: 'moved', goods: 'discarded', kilograms: '2.5' },
    alarm({ at: MIDNIGHT + 3 * HOUR, active: false, clearedAt: MIDNIGHT + 3 * HOUR, acknowledged: true, confirmed: true }),
    { kind: 'state', at: MIDNIGHT + 4 * HOUR, on: 'fridge-1/temperature', state: 'defrost', active: true },
    { kind: 'state', at: MIDNIGHT + 4 * HOUR + 20 * MINUTE, on: 'fridge-1/temperature', state: 'defrost', active: false },
    { kind: 'calibration', at: MIDNIGHT - DAY, channel: 'fridge-1/temperature', points: [{ reference: 0, read: 0.2 }], offset: -0.2, certificate: 'C-1', due: '2026-11-01', by: 'p' },
    { kind: 'gap', at: MIDNIGHT + 6 * HOUR, what: 'gateway', from: MIDNIGHT + 5 * HOUR, to: MIDNIGHT + 6 * HOUR, reason: 'power-lost' },
  ]; // biome-ignore format: a list to read
  const { rule: _judged, ...contact } = fridge({ id: 'doors/input_1', device: 'doors', unit: 'none' });
  const opened: readonly Told[] = [0, 1, 1, 0, 0, 1].map((value, minute): Told => [MIDNIGHT + minute * MINUTE, value, 'good', 1]);
  const { data } = reportOf('day', '2026-11-10', ZONE, {
    channels: [fridge({ door: 'doors/input_1', offset: -0.2, certificate: 'C-1' }), contact],
    readings: [...[...day(() => 4), ...opened].sort((a, b) => a[0] - b[0]), next],
    facts,
    began: MIDNIGHT - DAY,
  });

  test('stands beside the alarm: seen, corrected, told once', () => {
    expect(data.alarms).toHaveLength(1);
    expect(data.alarms[0]).toMatchObject({
      id: 'a-1', active: false, cabinet: '1号冷藏柜',
      acknowledged: { at: MIDNIGHT + 2 * HOUR, by: 'p', way: 'sms' },
      confirmed: { action: 'moved', goods: 'discarded', kilograms: '2.5' },
      notices: { sent: 1, failed: 0, first: MIDNIGHT + HOUR + 1000 },
    }); // biome-ignore format: a list to read
  });

  test('whoever corrected an alarm has seen it', () => {
    const confirm: Fact = { kind: 'act', at: MIDNIGHT + 3 * HOUR, by: 'p', does: 'confirm', on: 'a-1', action: 'moved' };
    const { data: corrected } = reportOf('day', '2026-11-10', ZONE, {
      channels: [fridge()],
      readings: [next],
      facts: [alarm({}), confirm],
      began: MIDNIGHT - DAY,
    });
    expect(corrected.alarms[0]?.acknowledged).toEqual({ at: MIDNIGHT + 3 * HOUR, by: 'p' });
  });

  test.each([
    ['was told, and taken back by a closure', [false, true], false],
    ['was told once its defrost was over', [true, false], false],
    ['came and went in a closure', [true, true], true],
  ] as const)('an alarm that %s', (_, marks, suppressed) => {
    const { data: told } = reportOf('day', '2026-11-10', ZONE, {
      channels: [fridge()],
      readings: [next],
      facts: marks.map((mark, hours) => alarm({ at: MIDNIGHT + (1 + hours) * HOUR, suppressed: mark })),
      began: MIDNIGHT - DAY,
    });
    expect(told.alarms[0]?.suppressed).toBe(suppressed);
  });

  test('doors and defrosts are counted, a calibration that is due is told, an outage is named', () => {
    expect(data.cabinets[0]?.doors).toEqual([
      { channel: 'doors/input_1', openings: 2, openTime: 3 * MINUTE, unproven: DAY - 6 * MINUTE },
    ]);
    expect(data.cabinets[0]?.defrosts).toEqual({ count: 1, time: 20 * MINUTE });
    expect(data.channels[0]?.calibration).toMatchObject({ state: 'overdue', offset: -0.2, certificate: 'C-1' });
    expect(data.off).toEqual([{ from: MIDNIGHT + 5 * HOUR, to: MIDNIGHT + 6 * HOUR, reason: 'power-lost' }]);
  });

  test('and all of it has the shape that was promised', () => {
    expect(reportDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
    expect(reportCsv(data)).toHaveLength(3);
  });
});
