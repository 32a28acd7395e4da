import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { CalibrationFact } from '../../../gateway/domain/supervision-fact.ts';
import { titleNotes } from '../../../gateway/reports/pdf/title-notes.ts';
import { reportCsv } from '../../../gateway/reports/report-csv.ts';
import { type ReportData, reportDataSchema } from '../../../gateway/reports/report-data.ts';
import type { PeriodKind } from '../../../gateway/reports/report-period.ts';
import { verdictOf } from '../../../gateway/reports/verdict.ts';
import { fridge, limits, reportOf, type Told } from './reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight of 2026-11-10, a Tuesday, in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);
const LATER = 'c0ffee000001';

const table = (at: number, channel: Channel): Fact => ({
  kind: 'config', at, config: LATER, table: channelTableText([channel]),
}); // biome-ignore format: a fact to read

/** Two hours at 15 °C from ten o'clock on, else 4 °C; from a moment on under another table. */
const warm = (changed: number, days = 1, every = MINUTE): readonly Told[] =>
  Array.from({ length: (days * DAY) / every + 1 }, (_, index): Told => {
    const at = MIDNIGHT + index * every;
    const isWarm = at >= MIDNIGHT + 10 * HOUR && at < MIDNIGHT + 12 * HOUR;
    return [at, isWarm ? 15 : 4, 'good', 0, at >= changed ? { config: LATER } : {}];
  });

interface Changed {
  readonly channel?: Channel;
  readonly to: Channel;
  readonly at?: number;
  readonly facts?: readonly Fact[];
  readonly kind?: PeriodKind;
}

const made = ({ channel = fridge(), to, at = MIDNIGHT + 23 * HOUR, facts = [], kind = 'day' }: Changed): ReportData =>
  reportOf(kind, '2026-11-10', 'Asia/Shanghai', {
    channels: [channel],
    readings: kind === 'day' ? warm(at) : warm(at, 6),
    facts: [...facts, table(at, to)].toSorted((a, b) => a.at - b.at),
    began: MIDNIGHT - 9 * DAY,
  }).data;

const { rule: _rule, ...unruled } = fridge();

describe('a rule that is taken out of the file in the evening', () => {
  const data = made({ to: unruled });

  test('takes nothing back of what lay beyond it', () => {
    expect(verdictOf(data, 'en')).toEqual({ is: 'out', words: 'Beyond limits: 1号冷藏柜.' });
    expect(data.channels[0]?.judgedBy).toBeNull();
    expect(data.channels[0]?.changes?.map(({ at, judgedBy }) => [at, judgedBy?.high])).toEqual([
      [MIDNIGHT, 8],
      [MIDNIGHT + 23 * HOUR, undefined],
    ]);
    expect(reportDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  test('is named on the page and in the table', () => {
    expect(titleNotes(data, 'en').join('\n')).toContain('fridge-1/temperature: 11-10 23:00 0 – 8 °C → no limits');
    expect(reportCsv(data)[1]).toMatch(/,2026-11-10T15:00:00\.000Z,no,$/);
  });

  test('leaves no day good: nobody judged its end', () => {
    const cold = reportOf('day', '2026-11-10', 'Asia/Shanghai', {
      channels: [fridge()],
      readings: warm(MIDNIGHT + 23 * HOUR).map(([at, , , , block = {}]): Told => [at, 4, 'good', 0, block]),
      facts: [table(MIDNIGHT + 23 * HOUR, unruled)],
      began: MIDNIGHT - DAY,
    }).data;
    expect(verdictOf(cold, 'en')).toEqual({ is: 'unproven', words: expect.stringContaining('had no limits for a part of it') });
  });
});

test('limits that were raised stand in the rows of the days that had them', () => {
  const data = made({ to: fridge({ rule: limits(0, 20) }), at: MIDNIGHT + 2 * DAY + 23 * HOUR, kind: 'week' });
  const highs = reportCsv(data).slice(1).map((row) => row.split(',')[6]); // biome-ignore format: a line
  expect(highs).toEqual(['8', '8', '8', '20', '20', '20', '20']);
  expect(verdictOf(data, 'en').is).toBe('out');
});

describe('a calibration that was entered', () => {
  const entered = (changed: Partial<CalibrationFact> = {}): CalibrationFact => ({
    kind: 'calibration', at: MIDNIGHT - 5 * DAY, channel: 'fridge-1/temperature', probe: 'SN-OLD', points: [{ reference: 0, read: 0.3 }],
    offset: -0.3, certificate: 'CNAS-OLD', due: '2027-03-01', by: 'p', ...changed,
  }); // biome-ignore format: a fact to read
  const old = fridge({ probe: 'SN-OLD', offset: -0.3, certificate: 'CNAS-OLD' });

  test('counts while the table has its probe and its offset', () => {
    const data = made({ channel: old, to: old, facts: [entered()] });
    expect(data.channels[0]?.calibration).toMatchObject({
      state: 'valid',
      offset: -0.3,
      certificate: 'CNAS-OLD',
      due: '2027-03-01',
    });
    expect(data.channels[0]).not.toHaveProperty('changes');
  });

  test.each([
    { what: 'probe without an offset', to: fridge({ probe: 'SN-NEW' }), calibration: { state: 'none', offset: 0 } },
    {
      what: 'probe with a certificate of its own',
      to: fridge({ probe: 'SN-NEW', offset: 0.1, certificate: 'CNAS-NEW' }),
      calibration: { state: 'valid', offset: 0.1, certificate: 'CNAS-NEW' },
    },
  ])('is not worn by another $what', ({ to, calibration }) => {
    const data = made({ channel: old, to, at: MIDNIGHT - HOUR, facts: [entered()] });
    expect(data.channels[0]?.calibration).toEqual(calibration);
  });

  test('within the period is one change, together with the table that follows from it', () => {
    const at = MIDNIGHT + 8 * HOUR;
    const data = made({ channel: fridge({ probe: 'SN-OLD' }), to: old, at: at + 40, facts: [entered({ at })] });
    expect(data.channels[0]?.changes?.map((change) => [change.at, change.calibration.state])).toEqual([
      [MIDNIGHT, 'none'],
      [at + 40, 'valid'],
    ]);
  });
});
