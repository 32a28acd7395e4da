import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSwitchedOff, type OperatingCalendar, operatingDay, WEEKDAYS } from '../../../gateway/domain/operating-calendar.ts';

const school: OperatingCalendar = {
  timezone: 'Asia/Shanghai',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  closed: [
    { from: '2026-07-11', to: '2026-08-31', name: '暑假', off: ['2号冷藏柜'] },
    { from: '2026-10-01', to: '2026-10-07', name: '国庆', off: ['site'] },
  ],
  extra: ['2026-10-10', '2026-10-07'],
  running: [{ cabinets: ['热藏柜'], from: 630, to: 780 }],
};
const off = (cabinet: string, at: string): boolean => isSwitchedOff(school, cabinet, Date.parse(at));

describe('a school’s calendar', () => {
  test.each([
    ['2026-09-04', { is: 'operating' }],
    ['2026-09-05', { is: 'closed' }],
    ['2026-07-13', { is: 'closed', name: '暑假' }],
    ['2026-10-01', { is: 'closed', name: '国庆' }],
    ['2026-10-07', { is: 'operating' }],
    ['2026-10-10', { is: 'operating' }],
  ])('says of %s what it is', (date, day) => expect(operatingDay(school, date)).toEqual(day));

  test('switches a cabinet off from the first local midnight to the last', () => {
    expect(off('2号冷藏柜', '2026-07-10T23:59:59+08:00')).toBe(false);
    expect(off('2号冷藏柜', '2026-07-11T00:00:00+08:00')).toBe(true);
    expect(off('2号冷藏柜', '2026-08-31T23:59:59+08:00')).toBe(true);
    expect(off('2号冷藏柜', '2026-09-01T00:00:00+08:00')).toBe(false);
  });

  test('leaves every other cabinet on, unless the whole site is off', () => {
    expect(off('1号冷藏柜', '2026-07-20T12:00:00+08:00')).toBe(false);
    expect(off('1号冷藏柜', '2026-10-02T12:00:00+08:00')).toBe(true);
  });

  test('switches off what any of several closures of a day names', () => {
    const closed = [
      { from: '2026-07-01', to: '2026-08-31', off: ['1号冷藏柜'] },
      { from: '2026-07-10', to: '2026-07-20', name: '检修', off: ['冷库'] },
    ];
    const at = Date.parse('2026-07-15T12:00:00+08:00');
    const calendar = { ...school, closed };
    expect(['1号冷藏柜', '冷库', '2号冷藏柜'].map((cabinet) => isSwitchedOff(calendar, cabinet, at))).toEqual([
      true,
      true,
      false,
    ]);
    expect(operatingDay(calendar, '2026-07-15')).toEqual({ is: 'closed', name: '检修' });
  });

  test('a day that is worked within a closure switches nothing off', () =>
    expect(off('1号冷藏柜', '2026-10-07T12:00:00+08:00')).toBe(false));

  test.each([
    ['2026-09-04T10:29:00+08:00', true],
    ['2026-09-04T10:30:00+08:00', false],
    ['2026-09-04T12:59:59+08:00', false],
    ['2026-09-04T13:00:00+08:00', true],
    ['2026-09-05T12:00:00+08:00', true],
    ['2026-10-10T12:00:00+08:00', false],
  ])('hot holding runs at noon of an operating day alone: off at %s is %s', (at, expected) =>
    expect(off('热藏柜', at)).toBe(expected),
  );

  test('a calendar that closes nothing switches nothing off, whenever', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
        fc.constantFrom(...WEEKDAYS),
        (at, day) => {
          const open = { timezone: 'Europe/Berlin', weekdays: [day], closed: [], extra: [], running: [] };
          expect(isSwitchedOff(open, 'any', at.getTime())).toBe(false);
        },
      ),
    ));
});
