import type { ChartSeries } from '../chart-series.ts';
import type { MarkSeries } from '../mark-series.ts';
import type { ReportCharts } from '../report-charts.ts';
import type { CabinetRecord, ChannelRecord, ReportData } from '../report-data.ts';
import { shownChannels } from './cabinet-table.ts';

/** One channel as a chart shows it. */
export interface ChartedChannel {
  readonly channel: ChannelRecord;
  readonly series: ChartSeries;
  /** Its line's strokes and spaces: channels of one chart differ without colour. */
  readonly dashes: readonly number[] | undefined;
}

/** The contact of a door: when it stood open, and when nobody knows. */
export interface ChartedDoor {
  readonly open: MarkSeries;
  readonly unproven: ChartSeries['unprovenStretches'];
}

/** What is drawn of one cabinet. */
export interface ChartedCabinet {
  readonly cabinet: CabinetRecord;
  /** Channels of one unit each, temperatures first: never empty. */
  readonly panels: readonly (readonly ChartedChannel[])[];
  readonly doors: readonly ChartedDoor[];
  readonly defrosts: MarkSeries | undefined;
}

/** Lines of channels in one chart, in turn; the first is a whole line. */
const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [1, 1.5], [4, 1.5], [4, 1.5, 1, 1.5]];

/** A chart for each cabinet that has anything to show. */
export const chartedCabinets = (data: ReportData, { series, openDoors, defrosts }: ReportCharts): readonly ChartedCabinet[] =>
  data.cabinets.flatMap((cabinet) => {
    const shown = shownChannels(data).filter((channel) => channel.cabinet === cabinet.name && series.has(channel.id));
    if (shown.length === 0) return [];
    const units = [...new Set(shown.map(({ unit }) => unit))].sort((a, b) => Number(b === 'degC') - Number(a === 'degC'));
    const panels = units.map((unit) => charted(shown.filter((channel) => channel.unit === unit), series)); // biome-ignore format: a line
    const doors = cabinet.doors.flatMap(({ channel }): readonly ChartedDoor[] => {
      const open = openDoors.get(channel);
      return open === undefined ? [] : [{ open, unproven: series.get(channel)?.unprovenStretches ?? [] }];
    });
    return [{ cabinet, panels, doors, defrosts: defrosts.get(cabinet.name) }];
  });

const charted = (channels: readonly ChannelRecord[], all: ReadonlyMap<string, ChartSeries>): readonly ChartedChannel[] =>
  channels.flatMap((channel, place) => {
    const series = all.get(channel.id);
    return series === undefined ? [] : [{ channel, series, dashes: DASHES[place % DASHES.length] }];
  });
