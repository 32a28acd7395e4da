import type { Millis, UtcMillis } from '../domain/clock.ts';
import { hasValue, isQualityWord, type Quality } from '../domain/quality.ts';

/** One recorded reading. */
export interface TraceRow {
  readonly time: UtcMillis;
  /** Minutes that the zone it was written in is ahead of UTC. */
  readonly zone: number;
  /** NaN where there is no value. */
  readonly value: number;
  readonly quality: Quality;
}

/** Why a line is no reading. */
export type LineFault = 'columns' | 'time' | 'zone' | 'value' | 'quality';

/** What a line of a trace turned out to be. */
type ParsedRow = { readonly is: 'row'; readonly row: TraceRow; readonly channel: string } | { readonly is: LineFault };

/** Where in a line its parts stand, counted from 0; -1 for a part that the trace doesn't have. */
interface Columns {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
  readonly channel: number;
}

/** `time,value[,quality]`, as in a trace without a first line of names. */
export const PLAIN_COLUMNS: Columns = { time: 0, value: 1, quality: 2, channel: -1 };

const cellsOf = (line: string): readonly string[] => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The columns that a trace's first line names; undefined where it names none and is a reading itself. */
export const columnsOf = (line: string): Columns | undefined => {
  const names = cellsOf(line.toLowerCase());
  const time = names.indexOf('time');
  const value = names.indexOf('value');
  return time < 0 || value < 0
    ? undefined
    : { time, value, quality: names.indexOf('quality'), channel: names.indexOf('channel') };
};

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads one line. Never throws. A value without a quality is good; a quality without a value, and neither of both, is no measurement. */
export const parseRow = (line: string, columns: Columns): ParsedRow => {
  const cells = cellsOf(line);
  const written = cells[columns.time];
  const number = cells[columns.value];
  if (written === undefined || number === undefined) return { is: 'columns' };
  const [, day, hour, zone] = TIME.exec(written) ?? [];
  if (day === undefined || hour === undefined) return { is: 'time' };
  if (zone === undefined) return { is: 'zone' };
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const time = Date.parse(`${day}T${hour}${offset}`);
  if (Number.isNaN(time)) return { is: 'time' };
  const quality = qualityOfCell(cells[columns.quality] ?? '', number);
  if (quality === undefined) return { is: 'quality' };
  const value = number === '' || !hasValue(quality) ? Number.NaN : Number(number);
  if (hasValue(quality) && !Number.isFinite(value)) return { is: 'value' };
  return { is: 'row', row: { time, zone: minutesOf(offset), value, quality }, channel: cells[columns.channel] ?? '' };
};

const qualityOfCell = (word: string, number: string): Quality | undefined => {
  if (word === '') return number === '' ? 'no-answer' : 'good';
  return word === 'good' || isQualityWord(word) ? word : undefined;
};

const minutesOf = (zone: string): number => {
  if (zone === 'Z') return 0;
  const [hours = '0', minutes = '0'] = zone.slice(1).split(':');
  return (zone.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A time as ISO 8601 in a zone: `2022-05-03T10:36:00+02:00`. */
export const zonedTime = (time: UtcMillis, zone: number): string => {
  const ahead = Math.abs(zone);
  const suffix = zone === 0 ? 'Z' : `${zone < 0 ? '-' : '+'}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`;
  return new Date(time + zone * 60_000).toISOString().replace(/(\.000)?Z$/, suffix);
};

/** The median of the steps between readings: what a trace's interval is taken to be. One step is itself; none is a minute. */
export const medianInterval = (rows: readonly TraceRow[]): Millis => {
  const steps = rows
    .flatMap(({ time }, place) => (place === 0 ? [] : [time - (rows[place - 1]?.time ?? time)]))
    .filter((step) => step > 0);
  const sorted = Float64Array.from(steps).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 60_000;
};

/** Steps between good values that are data gaps. */
export const countGaps = (rows: readonly TraceRow[]): number => {
  const longest = 3 * medianInterval(rows);
  const good = rows.filter(({ quality }) => quality === 'good');
  return good.filter(({ time }, place) => place > 0 && time - (good[place - 1]?.time ?? time) > longest).length;
};
