import { isOverdue } from '../domain/calibration-due.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { versionAt } from './channel-versions.ts';
import { completeness } from './completeness.ts';
import { lateEntries } from './plan-words.ts';
import { csvLine } from './record-rows.ts';
import type { ChannelRecord, Figures, ReportData } from './report-data.ts';

/** One row per channel and day; lengths of time in minutes. */
const CSV_COLUMNS = [
  'date', 'day', 'cabinet', 'channel', 'unit', 'low', 'high', 'min', 'minAt', 'max', 'maxAt', 'mean',
  'inMinutes', 'aboveMinutes', 'belowMinutes', 'unprovenMinutes', 'switchedOffMinutes', 'longestOutMinutes', 'longestOutFrom', 'peak', 'gaps',
  'expected', 'arrived', 'completeness', 'doubted', 'calibration', 'calibrationDue', 'changes', 'planRecorded', 'plannedLate',
] as const; // biome-ignore format: a table to read

/** The first line of each such table. */
export const CSV_HEAD: string = CSV_COLUMNS.join(',');

/** And of those that earlier versions wrote. */
export const EARLIER_CSV_HEAD: string = CSV_HEAD.slice(0, CSV_HEAD.indexOf(',planRecorded'));

/** The report as a table for spreadsheets: a header, then a line for each channel and day. */
export const reportCsv = (data: ReportData): readonly string[] => {
  const rows = data.days.flatMap((day) =>
    data.channels.flatMap((channel) => {
      const figures = channel.days.find(({ date }) => date === day.date);
      return figures === undefined
        ? []
        : [{ date: day.date, day: day.is, ...rowOf(channel, figures, day), ...planIn(data, channel, day) }];
    }),
  );
  return [CSV_HEAD, ...rows.map((row) => csvLine(CSV_COLUMNS, row))];
};

/** Limits and calibration are those that were in force when the day ended; when they changed within it is the last column. */
const rowOf = (channel: ChannelRecord, figures: Figures & { readonly date: string }, { from, to }: Span) => ({
  cabinet: channel.cabinet,
  channel: channel.id,
  unit: channel.unit,
  low: versionAt(channel, to).judgedBy?.low,
  high: versionAt(channel, to).judgedBy?.high,
  min: figures.min,
  minAt: isoOf(figures.minAt),
  max: figures.max,
  maxAt: isoOf(figures.maxAt),
  mean: figures.mean,
  inMinutes: minutes(figures.times.in),
  aboveMinutes: minutes(figures.beyond.high),
  belowMinutes: minutes(figures.beyond.low),
  unprovenMinutes: minutes(figures.times.unproven),
  switchedOffMinutes: minutes(figures.times.switchedOff),
  longestOutMinutes: figures.longest === null ? null : minutes(figures.longest.beyond),
  longestOutFrom: isoOf(figures.longest?.from ?? null),
  peak: figures.longest?.peak,
  gaps: figures.gaps.count,
  expected: figures.expected,
  arrived: figures.arrived,
  completeness: completeness(figures),
  doubted: figures.doubted,
  calibration: calibrationState(versionAt(channel, to).calibration, figures.date),
  calibrationDue: versionAt(channel, to).calibration.due,
  changes: (channel.changes ?? [])
    .filter(({ at }, index) => index > 0 && at >= from && at < to)
    .map(({ at }) => isoOf(at))
    .join(' '),
});

const planIn = (data: ReportData, { cabinet }: ChannelRecord, day: ReportData['days'][number]) => ({
  planRecorded: day.isRecorded === true ? 'yes' : 'no',
  plannedLate: lateEntries(data, cabinet, day).map(isoOf).join(' '),
});

interface Span {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

const calibrationState = ({ state, due }: ChannelRecord['calibration'], date: string): ChannelRecord['calibration']['state'] =>
  state === 'none' ? state : isOverdue(due, date) ? 'overdue' : 'valid';

const minutes = (time: number): number => Math.round(time / 6000) / 10;
const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
