import type { Millis, UtcMillis } from '../domain/clock.ts';
import { hasValue, isProbeFault, isQualityWord } from '../domain/quality.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { GAP_PERIODS } from '../domain/three-times.ts';
import { assembleReport } from './assemble-report.ts';
import type { ReportChannel } from './channel-table.ts';
import { ChannelTally, type Timing } from './channel-tally.ts';
import { FactNotes } from './fact-notes.ts';
import { cabinetAt } from './named-cabinets.ts';
import { type PlacedBlock, type Placement, Placements, placedReadings } from './placed-readings.ts';
import { type PlanHistory, wasPlannedOff } from './plan-history.ts';
import { plannedDay } from './planned-days.ts';
import { journalsOf } from './read-journals.ts';
import { type ReportCharts, reportCharts } from './report-charts.ts';
import type { ReportData } from './report-data.ts';
import type { LocalDay, ReportPeriod } from './report-period.ts';
import type { ReportedBlocks, ReportedRecord, ReportedSite } from './report-sources.ts';
import { watchedChannels } from './watched-channels.ts';

/** A report, and what is shown beside its data. */
export interface CollectedReport {
  readonly data: ReportData;
  readonly charts: ReportCharts;
  /** Every report that was drafted or signed so far, of whatever period, oldest first. */
  readonly reports: readonly ReportFact[];
  /** The same, each at the latest moment at which it can have been made. */
  readonly reportsAtTheLatest: readonly ReportFact[];
  /** Of the record's first fact. */
  readonly recordFrom: UtcMillis;
  /** Whether the site was planned to work on a day when that day began. */
  isOperating(day: LocalDay): boolean;
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
  const journals = journalsOf(record);
  const placements = journals.map((journal) => takeFacts(journal, notes));
  const plans = notes.plans.history(notes.succeeds);
  holdPlannedOff(notes, plans);
  const tallies = new Map(
    watchedChannels(notes.tables, period, notes.succeeds).map(({ channel, watched }) => [
      channel.id,
      new ChannelTally(channel, period.days, watched, notes.plannedOff.of(channel.id)),
    ]),
  );
  const read: Read = { stamp: 0, unsure: 0, placed: 0 };
  for (const [place, journal] of journals.entries()) {
    const blocks = placedReadings(journal, placements[place] ?? [], withMargin(period, notes));
    readReadings(period, blocks, notes, { tallies, read });
  }
  for (const unread of journals.flatMap((journal) => journal.unread?.() ?? [])) notes.takeUnread(unread);
  const recordEnds = Math.max(notes.stamp, read.stamp);
  const through = Math.min(period.to, Math.max(recordEnds, settled));
  for (const tally of tallies.values()) tally.end(through, recordEnds);
  const data = assembleReport({
    period,
    record,
    about,
    notes,
    plans,
    tallies: [...tallies.values()],
    through,
    recordEnds,
    unsureReadings: read.unsure,
    placedReadings: read.placed,
  });
  const charts = reportCharts(period, [...tallies.values()], notes, through);
  const { all: reports, atTheLatest: reportsAtTheLatest } = notes.reports;
  const isOperating = (day: LocalDay): boolean => plannedDay(plans, day, about.calendar).is === 'operating';
  return { data, charts, reports, reportsAtTheLatest, recordFrom: notes.began, isOperating };
};

const holdPlannedOff = ({ plannedOff, tables }: FactNotes, plans: PlanHistory): void =>
  plannedOff.holdAgainst((channel, from) => wasPlannedOff(plans, cabinetAt(tables, channel, from), from));

/** A value before the span reaches into it, and the next one behind it says how far the last one reaches: over as many periods as no gap has. */
const withMargin = ({ from, to }: ReportPeriod, { tables }: FactNotes) => {
  const margin: Millis = GAP_PERIODS * Math.max(0, ...tables.flatMap(({ channels }) => channels.map(({ every }) => every)));
  return { from: from - margin, to: to + margin };
};

const takeFacts = (journal: ReportedBlocks, notes: FactNotes): readonly Placement[] => {
  const placements = new Placements();
  for (const block of journal.urgent()) {
    notes.take(block);
    placements.take(block);
  }
  return placements.all;
};

interface Read {
  /** Of the last reading: a clock that was ahead has come back. */
  stamp: UtcMillis;
  unsure: number;
  placed: number;
}

/** Who is told of the readings. */
interface Told {
  readonly tallies: ReadonlyMap<string, ChannelTally>;
  readonly read: Read;
}

const readReadings = (
  { from, to }: ReportPeriod,
  blocks: Iterable<PlacedBlock>,
  notes: FactNotes,
  { tallies, read }: Told,
): void => {
  const byConfig = new Map(notes.tables.map(({ config, channels }) => [config, channels]));
  let config = '';
  for (const block of blocks) {
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
  { journal, boot, up, t0, clock, readings }: PlacedBlock,
  tallies: readonly (ChannelTally | undefined)[],
  read: Read,
  span: { readonly from: UtcMillis; readonly to: UtcMillis },
): void => {
  const timing: Timing = { start: `${journal} ${boot}`, ahead: up - t0, isSure: clock !== 'unsure' };
  for (const [offset, place, value, quality] of readings) {
    const at = t0 + offset;
    read.stamp = at;
    if (clock !== 'sure' && at >= span.from && at < span.to) read[clock] += 1;
    const tally = tallies[place];
    if (tally === undefined) continue;
    if (quality === undefined && value !== null) tally.good(at, value, timing);
    else if (quality !== undefined && isQualityWord(quality)) takeDoubt(tally, at, quality, timing);
  }
};

// No answer is no news: whether it makes a gap is decided by when the next value comes.
const takeDoubt = (tally: ChannelTally, at: UtcMillis, quality: Parameters<typeof hasValue>[0], timing: Timing): void => {
  if (hasValue(quality) || isProbeFault(quality)) tally.unknown(at, hasValue(quality), timing);
};
