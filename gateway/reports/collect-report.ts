import type { ReadingsBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { hasValue, isProbeFault, isQualityWord } from '../domain/quality.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { assembleReport } from './assemble-report.ts';
import type { ReportChannel } from './channel-table.ts';
import { ChannelTally } from './channel-tally.ts';
import { FactNotes } from './fact-notes.ts';
import { type ReportCharts, reportCharts } from './report-charts.ts';
import type { ReportData } from './report-data.ts';
import type { ReportPeriod } from './report-period.ts';
import type { ReportedBlocks, ReportedRecord, ReportedSite } from './report-sources.ts';
import { watchedChannels } from './watched-channels.ts';

/** A value before the span reaches into it, and one behind it proves its end: as far as the longest period reaches. */
const MARGIN = 3_600_000;

/** A report, and what is shown beside its data. */
export interface CollectedReport {
  readonly data: ReportData;
  readonly charts: ReportCharts;
  /** Every report that was drafted or signed so far, of whatever period, oldest first. */
  readonly reports: readonly ReportFact[];
  /** Of the record's first fact. */
  readonly recordFrom: UtcMillis;
}

/**
 * Reads the record once, journal after journal and block by block, and says what a period comes to. Whatever happened before
 * `settled` stands in the record, if anything recorded it: what is missing of that time is unproven, also behind the record's
 * end. The same record and the same end of the report give the same data.
 */
export const collectReport = (
  period: ReportPeriod,
  record: ReportedRecord,
  about: ReportedSite,
  settled: UtcMillis,
): CollectedReport => {
  const notes = new FactNotes(period.from, period.to);
  const journals = [...record.earlier.flatMap(({ blocks }) => blocks ?? []), record];
  for (const journal of journals) for (const block of journal.urgent()) notes.take(block);
  const tallies = new Map(
    watchedChannels(notes.tables, period, notes.succeeds).map(({ channel, watched }) => [
      channel.id,
      new ChannelTally(channel, period.days, watched),
    ]),
  );
  const read: Read = { stamp: 0, unsure: 0 };
  for (const journal of journals) readReadings(period, journal, notes, { tallies, read });
  for (const unread of journals.flatMap((journal) => journal.unread?.() ?? [])) notes.takeUnread(unread);
  const recordEnds = Math.max(notes.stamp, read.stamp);
  const through = Math.min(period.to, Math.max(recordEnds, settled));
  for (const tally of tallies.values()) tally.end(through);
  const data = assembleReport({
    period,
    record,
    about,
    notes,
    tallies: [...tallies.values()],
    through,
    recordEnds,
    unsureReadings: read.unsure,
  });
  const charts = reportCharts(period, [...tallies.values()], notes, through);
  return { data, charts, reports: notes.reports, recordFrom: notes.began };
};

interface Read {
  stamp: UtcMillis;
  unsure: number;
}

/** Who is told of the readings. */
interface Told {
  readonly tallies: ReadonlyMap<string, ChannelTally>;
  readonly read: Read;
}

const readReadings = (
  { from, to }: ReportPeriod,
  journal: ReportedBlocks,
  { tables }: FactNotes,
  { tallies, read }: Told,
): void => {
  const byConfig = new Map(tables.map(({ config, channels }) => [config, channels]));
  let config = '';
  for (const block of journal.readings(from - MARGIN, to + MARGIN)) {
    if (block.config !== config) {
      config = block.config;
      reconfigure(byConfig.get(config) ?? [], tallies);
    }
    takeBlock(
      block,
      block.channels.map((id) => tallies.get(id)),
      read,
      { from, to },
    );
  }
};

const reconfigure = (channels: readonly ReportChannel[], tallies: ReadonlyMap<string, ChannelTally>): void => {
  for (const channel of channels) tallies.get(channel.id)?.reconfigure(channel);
};

const takeBlock = (
  { t0, clock, readings }: ReadingsBlock,
  tallies: readonly (ChannelTally | undefined)[],
  read: Read,
  span: { readonly from: UtcMillis; readonly to: UtcMillis },
): void => {
  for (const [offset, place, value, quality] of readings) {
    const at = t0 + offset;
    if (at > read.stamp) read.stamp = at;
    if (clock === 'unsure' && at >= span.from && at < span.to) read.unsure += 1;
    const tally = tallies[place];
    if (tally === undefined) continue;
    if (quality === undefined && value !== null) tally.good(at, value);
    else if (quality !== undefined && isQualityWord(quality)) takeDoubt(tally, at, quality);
  }
};

// No answer is no news: whether it makes a gap is decided by when the next value comes.
const takeDoubt = (tally: ChannelTally, at: UtcMillis, quality: Parameters<typeof hasValue>[0]): void => {
  if (hasValue(quality) || isProbeFault(quality)) tally.unknown(at, hasValue(quality));
};
