import type { ReadingsBlock, UrgentBlock } from '../../../gateway/domain/block.ts';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { EMPTY_HEAD, GENESIS } from '../../../gateway/domain/lane.ts';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import type { OperatingCalendar } from '../../../gateway/domain/operating-calendar.ts';
import { type CollectedReport, collectReport } from '../../../gateway/reports/collect-report.ts';
import { type PeriodKind, periodOf } from '../../../gateway/reports/report-period.ts';
import type { ReportedRecord, ReportedSite } from '../../../gateway/reports/report-sources.ts';

const source = { document: 'made for a test', edition: '1', force: 'practice', verified: false } as const;
const delays = { level: 'legal', onDelay: 0, offDelay: 0, deadband: 0, source } as const;

/** Limits of so many degrees, without delays. */
export const limits = (low: number, high: number): LimitSet => ({
  id: 'test.fridge',
  unit: 'degC',
  limits: [
    { ...delays, side: 'high', value: high },
    { ...delays, side: 'low', value: low },
  ],
  silence: 600_000,
  probeFault: 60_000,
  afterGap: false,
});

/** A fridge's probe, read each minute. */
export const fridge = (changed: Partial<Channel> = {}): Channel => ({
  id: 'fridge-1/temperature',
  device: 'fridge-1',
  cabinet: '1号冷藏柜',
  unit: 'degC',
  resolution: 0.1,
  every: 60_000,
  rule: limits(0, 8),
  ...changed,
});

/** `[time, value, quality]`, of the first channel unless its place is named, in a block like all others unless it says otherwise. */
export type Told = readonly [at: number, value: number | null, quality?: string, place?: number, block?: ToldIn];
type ToldIn = Partial<Pick<ReadingsBlock, 'boot' | 'clock' | 'config' | 'up'>>;

interface Recorded {
  readonly channels: readonly Channel[];
  readonly readings: readonly Told[];
  readonly facts?: readonly Fact[];
  /** When the channel table came into force. */
  readonly began: number;
  /** What the site's configuration adds. */
  readonly about?: Pick<ReportedSite, 'dueMeals' | 'leastGrams'>;
}

const header = {
  v: 1,
  gateway: 'test',
  journal: 'abcdefgh',
  prev: GENESIS,
  config: 'c0ffee000000',
  boot: 1,
  up: 0,
  clock: 'sure',
} as const;

/** A record in memory, of one channel table. */
const recordOf = ({ channels, readings, facts = [], began }: Recorded): ReportedRecord => {
  const config: Fact = { kind: 'config', at: began, config: header.config, table: channelTableText(channels) };
  const all = [config, ...facts];
  const urgent: UrgentBlock = { ...header, lane: 'urgent', first: 1, last: all.length, t0: began, head: EMPTY_HEAD, facts: all };
  return {
    journal: header.journal,
    key: 'a key',
    earlier: [],
    heads: { readings: [readings.length, 'a'.repeat(64)], urgent: [all.length, 'b'.repeat(64)] },
    urgent: () => [urgent],
    numbered: () => [],
    readings: (from, to) =>
      readings
        .filter(([at]) => at >= from && at < to)
        .map(([at, value, quality, place = 0, block = {}], index): ReadingsBlock => {
          const reading =
            quality === undefined || quality === 'good' ? ([0, place, value] as const) : ([0, place, value, quality] as const);
          return {
            ...header,
            ...block,
            lane: 'readings',
            first: index + 1,
            last: index + 1,
            t0: at,
            channels: channels.map(({ id }) => id),
            readings: [reading],
          };
        }),
  };
};

/** The report of a period of such a record. */
export const reportOf = (
  kind: PeriodKind,
  date: string,
  timezone: string,
  recorded: Recorded,
  calendar?: OperatingCalendar,
  settled = Number.NEGATIVE_INFINITY,
): CollectedReport => {
  const period = periodOf(kind, date, timezone);
  if (period === undefined) throw new Error(`${date} is no date`);
  return collectReport(
    period,
    recordOf(recorded),
    { site: { gateway: 'test', name: 'Test' }, calendar, ...recorded.about },
    settled,
  );
};
