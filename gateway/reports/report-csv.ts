import { completeness } from './completeness.ts';
import { csvLine } from './record-rows.ts';
import type { ChannelRecord, Figures, ReportData } from './report-data.ts';

/** One row per channel and day; lengths of time in minutes. */
const CSV_COLUMNS = [
  'date', 'day', 'cabinet', 'channel', 'unit', 'low', 'high', 'min', 'minAt', 'max', 'maxAt', 'mean',
  'inMinutes', 'aboveMinutes', 'belowMinutes', 'unprovenMinutes', 'switchedOffMinutes', 'longestOutMinutes', 'longestOutFrom', 'peak', 'gaps',
  'expected', 'arrived', 'completeness', 'doubted', 'calibration', 'calibrationDue',
] as const; // biome-ignore format: a table to read

/** The first line of each such table. */
export const CSV_HEAD: string = CSV_COLUMNS.join(',');

/** The report as a table for spreadsheets: a header, then a line for each channel and day. */
export const reportCsv = ({ days, channels }: ReportData): readonly string[] => {
  const kinds = new Map(days.map(({ date, is }) => [date, is]));
  const rows = days.flatMap(({ date }) =>
    channels.flatMap((channel) => {
      const day = channel.days.find((figures) => figures.date === date);
      return day === undefined ? [] : [{ date, day: kinds.get(date), ...rowOf(channel, day) }];
    }),
  );
  return [CSV_HEAD, ...rows.map((row) => csvLine(CSV_COLUMNS, row))];
};

const rowOf = ({ cabinet, id, unit, judgedBy, calibration }: ChannelRecord, figures: Figures) => ({
  cabinet,
  channel: id,
  unit,
  low: judgedBy?.low,
  high: judgedBy?.high,
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
  calibration: calibration.state,
  calibrationDue: calibration.due,
});

const minutes = (time: number): number => Math.round(time / 6000) / 10;
const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
