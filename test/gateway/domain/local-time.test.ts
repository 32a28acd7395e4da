import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDate, minuteOfDay, repeatedTimeMark } from '../../../gateway/domain/local-time.ts';

const ZONES = ['Asia/Shanghai', 'Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];

const asFormatted = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

const asTold = (at: number, zone: string): string => {
  const minute = minuteOfDay(at, zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${localDate(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};

describe('local date and time of day', () => {
  const moment = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2037, 11, 31) });

  test('are those of the zone, whatever was asked for before', () => {
    const steps = fc.array(fc.integer({ min: -2 * 3_600_000, max: 2 * 3_600_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(moment, steps, fc.constantFrom(...ZONES), (from, by, zone) => {
        for (const at of [from, ...by.map((step) => Math.max(0, from + step))])
          expect(asTold(at, zone)).toBe(asFormatted(at, zone));
      }),
    );
  });

  test.each([
    ['Europe/Paris', Date.UTC(2026, 2, 29, 1)],
    ['Europe/Paris', Date.UTC(2026, 9, 25, 1)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
    ['America/St_Johns', Date.UTC(2010, 10, 7, 2, 31)],
  ])('are right on both sides of a change of clocks: %s', (zone, change) => {
    for (const by of [-60_000, -1, 0, 1, 60_000, 899_999, 900_000])
      expect(asTold(change + by, zone)).toBe(asFormatted(change + by, zone));
  });
});

describe('a local time that the clocks show twice', () => {
  test.each([
    ['Europe/Berlin', Date.UTC(2026, 9, 25, 0, 45), ' (UTC+2)'],
    ['Europe/Berlin', Date.UTC(2026, 9, 25, 1, 31), ' (UTC+1)'],
    ['Europe/Berlin', Date.UTC(2026, 9, 24, 23, 59), ''],
    ['Europe/Berlin', Date.UTC(2026, 9, 25, 2), ''],
    ['America/New_York', Date.UTC(2026, 10, 1, 5, 30), ' (UTC−4)'],
    ['America/New_York', Date.UTC(2026, 10, 1, 6, 30), ' (UTC−5)'],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 14, 45), ' (UTC+11)'],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15, 15), ' (UTC+10:30)'],
  ])('says which of the two it is: %s', (zone, at, mark) => expect(repeatedTimeMark(at, zone)).toBe(mark));

  test('does not occur where clocks are not changed, nor in spring', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2060, 0, 1) }),
        (at) => repeatedTimeMark(at, 'Asia/Shanghai') === '',
      ),
    );
    for (const by of [-1, 0, 1]) expect(repeatedTimeMark(Date.UTC(2026, 2, 29, 1) + by, 'Europe/Berlin')).toBe('');
  });
});
