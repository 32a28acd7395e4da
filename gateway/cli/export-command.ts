import { linesAround } from '../app/lines-around.ts';
import { readSite } from '../app/read-site.ts';
import { reportedBlocks } from '../app/reported-record.ts';
import type { Site } from '../config/site.ts';
import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { exportedBlocks } from '../evidence/export-blocks.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { RecordFile } from '../journal/record-file.ts';
import { type Placement, Placements, placedBlock } from '../reports/placed-readings.ts';
import { COLUMNS, csvLine, EXPORTS, type ExportKind, type RowFilter, rowsOf } from '../reports/record-rows.ts';
import type { Command, Terminal } from './command.ts';
import { createExcursionAccount, EXCURSION_COLUMNS } from './excursion-account.ts';
import { openRecordIn } from './open-record.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { recordedChannels } from './recorded-tables.ts';

const OPTIONS = {
  ...CONFIG_OPTION,
  what: { type: 'string', default: 'readings' },
  format: { type: 'string', default: 'csv' },
  from: { type: 'string' },
  to: { type: 'string' },
  channel: { type: 'string' },
} as const;

/** `larder export`: one reading or fact a line for people and spreadsheets, or whole blocks, the only form that can be verified. */
export const exportCommand: Command = {
  name: 'export',
  help: (language) => say(language, 'command.export-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, OPTIONS);
    const what = [...EXPORTS, EXCURSIONS].find((kind) => kind === values.what);
    if (what === undefined || !['csv', 'ndjson', 'blocks'].includes(values.format))
      throw new EdgeError('usage', say(terminal.language, 'command.export-choice', { what: values.what, format: values.format }));
    const filter: RowFilter = {
      from: momentOf(values.from, terminal),
      to: momentOf(values.to, terminal),
      channel: values.channel,
    };
    if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to)
      throw new EdgeError(
        'usage',
        say(terminal.language, 'command.export-order', { from: values.from ?? '', to: values.to ?? '' }),
      );
    const site = await readSite(values.config, terminal.environment, terminal.language, false);
    const record = openRecordIn(site.dataFolder);
    try {
      if (filter.channel !== undefined) checkChannel(filter.channel, site, record, terminal);
      if (values.format === 'blocks') exportBlocks(record, filter, terminal);
      else if (what === EXCURSIONS) exportExcursions(record, values.format, filter, terminal);
      else exportRows(record, what, values.format, filter, terminal);
    } finally {
      record.close();
    }
    return 0;
  },
};

const EXCURSIONS = 'excursions' as const;

/** A moment of the command line, with its zone. @throws EdgeError `usage`. */
export const momentOf = (text: string | undefined, { language }: Terminal): number | undefined => {
  if (text === undefined) return undefined;
  const moment = Date.parse(text);
  // Without a zone a moment would mean another on each machine.
  if (Number.isNaN(moment) || !/(Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(text))
    throw new EdgeError('usage', say(language, 'command.export-moment', { text }));
  return moment;
};

/** A channel that is in the file now, or in any table of the record: the past may have more. @throws EdgeError `usage`, with those there are. */
const checkChannel = (channel: string, site: Site, record: RecordFile, { language }: Terminal): void => {
  if (site.channels.some(({ id }) => id === channel)) return;
  const recorded = recordedChannels(reportedBlocks(record));
  if (recorded.has(channel)) return;
  const known = [...new Set([...site.channels.map(({ id }) => id), ...recorded])].join(', ');
  throw new EdgeError('usage', say(language, 'command.export-channel', { channel, known }));
};

const exportBlocks = (record: RecordFile, { from, to }: RowFilter, { out, ending }: Terminal): void => {
  for (const line of exportedBlocks(record, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })) {
    if (ending.aborted) return;
    out(line);
  }
};

const exportRows = (record: RecordFile, what: ExportKind, format: string, filter: RowFilter, { out, ending }: Terminal): void => {
  if (format === 'csv') out(COLUMNS[what].join(','));
  const placements = what === 'readings' ? placementsIn(record) : [];
  for (const line of record.lines(what === 'readings' ? 'readings' : 'urgent', 1)) {
    if (ending.aborted) return;
    const block = blockIn(line);
    for (const row of rowsOf(block.lane === 'readings' ? placedBlock(block, placements) : block, what, filter))
      out(format === 'csv' ? csvLine(COLUMNS[what], row) : JSON.stringify(row));
  }
};

/** A fact that can't be read places nothing: the readings are handed out all the same. */
const placementsIn = (record: RecordFile): readonly Placement[] => {
  const placements = new Placements();
  for (const line of linesAround(record, 'urgent', 1)) {
    const parsed = line === undefined ? undefined : parseBlockLine(line, sha256);
    if (parsed?.is === 'block' && parsed.block.lane === 'urgent') placements.take(parsed.block);
  }
  return placements.all;
};

/** Each as it was told last, with all that people did about its alarms: an act may come long before or after. */
const exportExcursions = (record: RecordFile, format: string, filter: RowFilter, { out, ending }: Terminal): void => {
  const account = createExcursionAccount();
  for (const line of record.lines('urgent', 1)) {
    if (ending.aborted) return;
    const block = blockIn(line);
    if (block.lane === 'urgent') for (const [place, fact] of block.facts.entries()) account.take(fact, block.first + place);
  }
  if (format === 'csv') out(EXCURSION_COLUMNS.join(','));
  for (const row of account.rows(filter)) out(format === 'csv' ? csvLine(EXCURSION_COLUMNS, row) : JSON.stringify(row));
};

const blockIn = (line: string): Block => {
  const parsed = parseBlockLine(line, sha256);
  if (parsed.is === 'broken')
    throw new EdgeError('record-broken', `a block does not hold (${parsed.reason}): ${line.slice(0, 120)}`);
  return parsed.block;
};
