import type { Block } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { FactKind } from '../domain/fact.ts';
import type { PlacedBlock } from './placed-readings.ts';

/** What of a record people may want as a table. */
export const EXPORTS = ['readings', 'alarms', 'tests', 'acts'] as const;
export type ExportKind = (typeof EXPORTS)[number];

/** Which rows are wanted; both ends of time may be open. */
export interface RowFilter {
  readonly from?: UtcMillis | undefined;
  readonly to?: UtcMillis | undefined;
  readonly channel?: string | undefined;
}

/** One reading or fact, flat: a row of a table, or a line of JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** The columns of each table. */
export const COLUMNS: Readonly<Record<ExportKind, readonly string[]>> = {
  readings: ['time', 'channel', 'value', 'quality', 'number', 'clock'],
  alarms: ['at', 'id', 'channel', 'rule', 'cause', 'level', 'active', 'since', 'raisedAt', 'clearedAt', 'value', 'limit', 'acknowledged', 'confirmed', 'shelved', 'suppressed', 'outOfService', 'reason', 'number'],
  tests: ['at', 'id', 'origin', 'analyzer', 'sampleId', 'sample', 'item', 'value', 'unit', 'verdict', 'measuredAt', 'receivedAt', 'number'],
  acts: ['at', 'by', 'does', 'on', 'way', 'until', 'reason', 'action', 'goods', 'kilograms', 'words', 'number'],
}; // biome-ignore format: a table to read

const KINDS: Readonly<Record<Exclude<ExportKind, 'readings'>, FactKind>> = { alarms: 'alarm', tests: 'test', acts: 'act' };

/** Columns that hold moments: written as ISO 8601, in UTC. */
const MOMENTS: ReadonlySet<string> = new Set([
  'time',
  'at',
  'since',
  'raisedAt',
  'clearedAt',
  'measuredAt',
  'receivedAt',
  'until',
]);

/** The rows that a block brings to a table. A reading without a value has none, and its quality says why. */
export const rowsOf = (block: Block | PlacedBlock, kind: ExportKind, filter: RowFilter): readonly Row[] =>
  kind === 'readings' ? readingRows(block, filter) : factRows(block, KINDS[kind], filter);

const readingRows = (block: Block | PlacedBlock, { from, to, channel }: RowFilter): readonly Row[] => {
  if (block.lane !== 'readings') return [];
  const wanted = channel === undefined ? -1 : block.channels.indexOf(channel);
  if (channel !== undefined && wanted < 0) return [];
  return block.readings.flatMap(([offset, place, value, quality = 'good'], index) => {
    const time = block.t0 + offset;
    if ((wanted >= 0 && place !== wanted) || !within(time, from, to)) return [];
    return [
      { time: isoOf(time), channel: block.channels[place], value, quality, number: block.first + index, clock: block.clock },
    ];
  });
};

const factRows = (block: Block | PlacedBlock, kind: FactKind, { from, to, channel }: RowFilter): readonly Row[] => {
  if (block.lane !== 'urgent') return [];
  return block.facts.flatMap((fact, index) => {
    const row: Row = { ...fact };
    if (row['kind'] !== kind || !within(fact.at, from, to) || (channel !== undefined && row['channel'] !== channel)) return [];
    return [{ ...readable(row), number: block.first + index }];
  });
};

const within = (time: UtcMillis, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): boolean =>
  from <= time && time <= to;

const isoOf = (time: number): string => new Date(time).toISOString();

const readable = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, MOMENTS.has(name) && typeof value === 'number' ? isoOf(value) : value]),
  );

/** A cell that begins with one of these, full-width ones too, is taken for a formula by spreadsheets: a name on a bus must not run there. */
const FORMULA = /^[-=+@＝＋－＠\t\r]/;
const PLAIN_NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A line of CSV (RFC 4180) with the table's columns. */
export const csvLine = (columns: readonly string[], row: Row): string => columns.map((column) => cell(row[column])).join(',');

const cell = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
