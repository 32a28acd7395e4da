import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { completeness } from '../../../gateway/reports/completeness.ts';
import type { Figures, ReportData } from '../../../gateway/reports/report-data.ts';
import type { PeriodKind } from '../../../gateway/reports/report-period.ts';
import { verdictOf } from '../../../gateway/reports/verdict.ts';
import { fridge, limits, reportOf, type Told } from './reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight of 2026-11-10, a Tuesday, in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);
const LATER = 'c0ffee000001';

/** Readings of 4 °C, from one moment up to another. */
const calm = (from: number, to: number, every = MINUTE, value = 4): readonly Told[] =>
  Array.from({ length: Math.ceil((to - from) / every) }, (_, index): Told => [from + index * every, value]);

const under = (readings: readonly Told[], config: string): readonly Told[] =>
  readings.map(([at, value]): Told => [at, value, 'good', 0, { config }]);

const table = (at: number, channel: Channel): Fact => ({
  kind: 'config',
  at,
  config: LATER,
  table: channelTableText([channel]),
});

const powerLost = (from: number, to: number): Fact => ({ kind: 'gap', at: to, what: 'gateway', from, to, reason: 'power-lost' });

interface Recorded {
  readonly kind?: PeriodKind;
  readonly channel?: Channel;
  readonly facts?: readonly Fact[];
}

const made = (readings: readonly Told[], { kind = 'day', channel = fridge(), facts = [] }: Recorded = {}): ReportData =>
  reportOf(kind, '2026-11-10', 'Asia/Shanghai', { channels: [channel], readings, facts, began: MIDNIGHT - 2 * DAY }).data;

const totalIn = ({ channels }: ReportData): Figures => {
  const [channel] = channels;
  if (channel === undefined) throw new Error('no channel');
  return channel.total;
};

const verdict = (data: ReportData): string => verdictOf(data, 'en').is;

describe('the end of a day is judged by the next reading, wherever it is', () => {
  const cut = [...calm(MIDNIGHT, MIDNIGHT + DAY - 2 * MINUTE), ...calm(MIDNIGHT + DAY + 6 * HOUR, MIDNIGHT + 2 * DAY)];
  const facts = [powerLost(MIDNIGHT + DAY - 3 * MINUTE + 1000, MIDNIGHT + DAY + 6 * HOUR)];

  test('a cut that begins minutes before midnight leaves them unproven, in the day as in its week', () => {
    const day = made(cut, { facts });
    const week = made(cut, { facts, kind: 'week' });
    expect(verdict(day)).toBe('unproven');
    expect(totalIn(day).times).toEqual({ in: DAY - 2 * MINUTE, out: 0, unproven: 2 * MINUTE, switchedOff: 0 });
    expect(week.channels[0]?.days[1]?.times).toEqual(totalIn(day).times);
  });

  test('of a channel that is read each ten minutes it leaves half an hour', () => {
    const channel = fridge({ every: 10 * MINUTE });
    const readings = [
      ...calm(MIDNIGHT, MIDNIGHT + DAY - 20 * MINUTE, 10 * MINUTE),
      ...calm(MIDNIGHT + DAY + 8 * HOUR, MIDNIGHT + DAY + 10 * HOUR, 10 * MINUTE, 14),
    ];
    const facts = [powerLost(MIDNIGHT + DAY - 29 * MINUTE, MIDNIGHT + DAY + 8 * HOUR)];
    expect(totalIn(made(readings, { channel, facts })).times.unproven).toBe(20 * MINUTE);
  });

  test('a missed answer at midnight is no gap', () => {
    const readings = [...calm(MIDNIGHT, MIDNIGHT + DAY - MINUTE), ...calm(MIDNIGHT + DAY + MINUTE, MIDNIGHT + DAY + HOUR)];
    expect(verdict(made(readings))).toBe('in');
  });
});

describe('a stretch is judged by what was in force when its reading came', () => {
  test('a longer period after a gap proves nothing of it', () => {
    const slow = fridge({ every: 25 * MINUTE });
    const readings = [
      ...calm(MIDNIGHT, MIDNIGHT + 12 * HOUR + MINUTE),
      ...under(calm(MIDNIGHT + 14 * HOUR, MIDNIGHT + DAY + HOUR, 25 * MINUTE), LATER),
    ];
    const data = made(readings, { facts: [table(MIDNIGHT + 14 * HOUR - MINUTE, slow)] });
    expect(totalIn(data).times.unproven).toBe(2 * HOUR - MINUTE);
    expect(verdict(data)).toBe('unproven');
  });

  test('limits that come later do not judge what stood before', () => {
    const loose = fridge({ rule: limits(0, 16) });
    const readings = [
      ...calm(MIDNIGHT, MIDNIGHT + HOUR, MINUTE, 12),
      ...under(calm(MIDNIGHT + HOUR + 2 * MINUTE, MIDNIGHT + DAY + HOUR, MINUTE, 12), LATER),
    ];
    const data = made(readings, { facts: [table(MIDNIGHT + HOUR, loose)] });
    expect(totalIn(data).times.out).toBe(HOUR + 2 * MINUTE);
  });

  test('readings are due by the period of their time', () => {
    const slow = fridge({ every: 10 * MINUTE });
    const readings = [
      ...calm(MIDNIGHT, MIDNIGHT + 4 * HOUR),
      ...under(calm(MIDNIGHT + 16 * HOUR, MIDNIGHT + DAY + HOUR, 10 * MINUTE), LATER),
    ];
    const total = totalIn(made(readings, { facts: [table(MIDNIGHT + 16 * HOUR, slow)] }));
    expect([total.expected, total.arrived]).toEqual([16 * 60 + 8 * 6, 4 * 60 + 8 * 6]);
    expect(completeness(total)).toBe(28.5);
  });
});

describe('where the clock was set back', () => {
  const back = (value: number, silent = (_at: number) => false): readonly Told[] => [
    ...calm(MIDNIGHT, MIDNIGHT + 12 * HOUR + MINUTE),
    ...calm(MIDNIGHT + 11 * HOUR, MIDNIGHT + 12 * HOUR, MINUTE, value),
    ...calm(MIDNIGHT + 12 * HOUR, MIDNIGHT + DAY + HOUR).filter(([at]) => !silent(at)),
  ];

  test('a moment counts once, the day has 24 hours, and is not said to be proven', () => {
    const data = made(back(4));
    const total = totalIn(data);
    expect(total.times).toEqual({ in: DAY, out: 0, unproven: 0, switchedOff: 0 });
    expect(completeness(total)).toBe(100);
    expect(total.twice).toEqual({ from: MIDNIGHT + 11 * HOUR, to: MIDNIGHT + 12 * HOUR, time: HOUR, out: 0 });
    expect(verdictOf(data, 'en')).toEqual({ is: 'unproven', words: expect.stringContaining('tells of 60 min twice') });
  });

  test('a gap as long as the step stays a gap', () => {
    const data = made(back(4, (at) => at > MIDNIGHT + 15 * HOUR && at < MIDNIGHT + 16 * HOUR + MINUTE));
    expect(totalIn(data).times).toEqual({ in: DAY - HOUR, out: 0, unproven: HOUR, switchedOff: 0 });
    expect(verdict(data)).toBe('unproven');
  });

  test('what the second telling has beyond a limit is not hidden', () => {
    const data = made(back(15));
    expect(totalIn(data)).toMatchObject({ times: { in: DAY, out: 0 }, twice: { out: HOUR }, max: 15 });
    expect(verdictOf(data, 'en')).toEqual({ is: 'out', words: 'Beyond limits: 1号冷藏柜.' });
  });

  test('a clock that was ahead for ten minutes takes no more than those away', () => {
    const readings = [
      ...calm(MIDNIGHT, MIDNIGHT + 12 * HOUR),
      ...calm(MIDNIGHT + 17 * HOUR, MIDNIGHT + 17 * HOUR + 10 * MINUTE),
      ...calm(MIDNIGHT + 12 * HOUR + 10 * MINUTE, MIDNIGHT + DAY + HOUR),
    ];
    const total = totalIn(made(readings));
    expect(total.times).toEqual({ in: DAY - 10 * MINUTE, out: 0, unproven: 10 * MINUTE, switchedOff: 0 });
    expect(total.gaps.listed).toEqual([{ from: MIDNIGHT + 12 * HOUR, to: MIDNIGHT + 12 * HOUR + 10 * MINUTE }]);
  });

  test('a gap that the step hides proves nothing', () => {
    const told = (from: number, to: number, lead: number): readonly Told[] =>
      calm(from, to).map(([at, value]): Told => [at, value, 'good', 0, { up: at - MIDNIGHT + lead }]);
    const noon = MIDNIGHT + 12 * HOUR;
    const data = made([...told(MIDNIGHT, noon, 0), ...told(noon, MIDNIGHT + DAY + HOUR, HOUR)]);
    expect(totalIn(data).times.unproven).toBe(MINUTE);
  });

  test('the hour that autumn has twice is two hours', () => {
    const from = Date.UTC(2026, 9, 24, 22); // midnight of 2026-10-25 in Berlin
    const channels = [fridge()];
    const { data } = reportOf('day', '2026-10-25', 'Europe/Berlin', {
      channels, readings: calm(from, from + 26 * HOUR), began: from - DAY,
    }); // biome-ignore format: a record to read
    expect(totalIn(data).times).toEqual({ in: 25 * HOUR, out: 0, unproven: 0, switchedOff: 0 });
    expect(verdict(data)).toBe('in');
  });
});

describe('readings whose time nobody vouches for', () => {
  const unsure = (from: number, to: number, value = 4): readonly Told[] =>
    calm(from, to, MINUTE, value).map(([at]): Told => [at, value, 'good', 0, { clock: 'unsure' }]);

  test('prove nothing within limits, and are shown', () => {
    const data = made(unsure(MIDNIGHT, MIDNIGHT + DAY + HOUR));
    expect(totalIn(data)).toMatchObject({ times: { in: 0, out: 0, unproven: DAY }, arrived: 1440, max: 4 });
    expect(verdictOf(data, 'en').words).toContain('nobody vouches for the time of 1440 readings');
  });

  test('give way to those of a sure time, and do not hide what is beyond a limit', () => {
    const noon = MIDNIGHT + 12 * HOUR;
    const data = made([...unsure(MIDNIGHT, noon), ...calm(noon - HOUR, MIDNIGHT + DAY + HOUR)]);
    expect(totalIn(data).times).toEqual({ in: 13 * HOUR, out: 0, unproven: 11 * HOUR, switchedOff: 0 });
    expect(verdict(made(unsure(MIDNIGHT, MIDNIGHT + DAY, 15)))).toBe('out');
  });
});

describe('however seldom a channel is read', () => {
  test('a value proves half an hour at most: one cool minute a day is no proof of a day', () => {
    const channel = fridge({ every: DAY });
    const readings = calm(MIDNIGHT - DAY + 3 * HOUR, MIDNIGHT + 2 * DAY, DAY);
    const data = made(readings, { channel });
    expect(totalIn(data).times).toMatchObject({ in: HOUR / 2, unproven: DAY - HOUR / 2 });
    expect(verdict(data)).toBe('unproven');
  });
});
