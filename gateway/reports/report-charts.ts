import type { UtcMillis } from '../domain/clock.ts';
import type { ChannelTally } from './channel-tally.ts';
import type { ChartSeries } from './chart-series.ts';
import type { FactNotes } from './fact-notes.ts';
import { MarkSeries } from './mark-series.ts';
import type { ReportPeriod } from './report-period.ts';

/** What charts show beside a report's data. */
export interface ReportCharts {
  /** By channel. */
  readonly series: ReadonlyMap<string, ChartSeries>;
  /** By the contact's channel. */
  readonly openDoors: ReadonlyMap<string, MarkSeries>;
  /** By cabinet; only of those that defrosted. */
  readonly defrosts: ReadonlyMap<string, MarkSeries>;
}

/** Gathers what was drawn up while the record was read. */
export const reportCharts = (
  { from, to }: Pick<ReportPeriod, 'from' | 'to'>,
  tallies: readonly ChannelTally[],
  notes: FactNotes,
  through: UtcMillis,
): ReportCharts => {
  const defrosts = new Map<string, MarkSeries>();
  for (const { channel } of tallies) {
    const stretches = notes.defrosts(channel.id, through);
    const marks = defrosts.get(channel.cabinet) ?? new MarkSeries(from, to);
    for (const stretch of stretches) marks.mark(stretch.from, stretch.to);
    if (stretches.length > 0) defrosts.set(channel.cabinet, marks);
  }
  return {
    series: new Map(tallies.map(({ channel, chart }) => [channel.id, chart])),
    openDoors: new Map(tallies.flatMap(({ channel, door }) => (door === undefined ? [] : [[channel.id, door.open] as const]))),
    defrosts,
  };
};
