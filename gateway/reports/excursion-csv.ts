import type { AlarmLevel } from '../domain/alarm-level.ts';
import { type ExcursionRow, excursionRows } from './excursion-rows.ts';
import { csvLine, type Row } from './record-rows.ts';
import type { ReportData } from './report-data.ts';

/** One row per excursion; minutes and areas of each level are of its limit that is passed first. */
const COLUMNS = [
  'cabinet', 'channel', 'side', 'from', 'to', 'peak', 'peakAt', 'unit', 'legalLimit', 'legalMinutes', 'legalArea',
  'operationalLimit', 'operationalMinutes', 'operationalArea', 'unprovenMinutes', 'switchedOffMinutes', 'doors', 'defrosts', 'alarms', 'uncorrected',
  'acknowledgedAt', 'acknowledgedBy', 'correctedAt', 'correctedBy', 'action', 'goods', 'kilograms', 'words', 'camera',
] as const; // biome-ignore format: a table to read

/** The first line of each such table. */
export const EXCURSION_CSV_HEAD: string = COLUMNS.join(',');

/** All excursions of a report as a table for spreadsheets; `to` is empty while one lasts, people are references. */
export const excursionCsv = (data: ReportData): readonly string[] => {
  const units = new Map(data.channels.map(({ id, unit }) => [id, unit]));
  return [EXCURSION_CSV_HEAD, ...excursionRows(data).map((row) => csvLine(COLUMNS, flat(row, units.get(row.channel))))];
};

const flat = (row: ExcursionRow, unit: string | undefined): Row => {
  const { acknowledged, confirmed, alarms, open } = row.acts;
  const last = confirmed.at(-1);
  return {
    ...row,
    unit,
    from: isoOf(row.from),
    to: isoOf(row.to),
    peakAt: isoOf(row.peakAt),
    ...levelOf(row, 'legal'),
    ...levelOf(row, 'operational'),
    unprovenMinutes: minutes(row.unproven),
    switchedOffMinutes: minutes(row.switchedOff),
    alarms,
    uncorrected: open,
    acknowledgedAt: isoOf(acknowledged?.at ?? null),
    acknowledgedBy: acknowledged?.by,
    correctedAt: isoOf(last?.at ?? null),
    correctedBy: last?.by,
    action: each(confirmed.map(({ action }) => action)),
    goods: row.goods.join(' '),
    kilograms: each(confirmed.map(({ kilograms }) => kilograms)),
    words: each(confirmed.map(({ words }) => words)),
  };
};

const levelOf = ({ limits }: ExcursionRow, level: AlarmLevel): Row => {
  const first = limits.find((limit) => limit.level === level);
  return {
    [`${level}Limit`]: first?.limit,
    [`${level}Minutes`]: first === undefined ? null : minutes(first.beyond),
    [`${level}Area`]: first?.area,
  };
};

const each = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join('; ');
const minutes = (time: number | null): number | null => (time === null ? null : Math.round(time / 6000) / 10);
const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
