import { isBeyond } from '../channel-table.ts';
import { CHART_POINTS, type ChartSeries } from '../chart-series.ts';
import type { ChannelRecord } from '../report-data.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';

/**
 * Draws what is proven over time: green within, red beyond; grey where a value is known and nothing judges it. What is
 * unproven is drawn last and at least a hair wide, so that nothing green ever lies over it.
 */
export const drawProof = (
  sheet: Sheet,
  box: Box,
  { channel, series }: { readonly channel: ChannelRecord; readonly series: ChartSeries },
  through: number,
): void => {
  const step = box.width / CHART_POINTS;
  for (const { first, last, colour } of runsOf(channel, series)) {
    sheet.fill({ ...box, x: box.x + first * step, width: (last - first + 1) * step }, colour);
  }
  const at = (moment: number): number => box.x + (box.width * (moment - series.from)) / (series.to - series.from);
  if (through < series.to) sheet.fill({ ...box, x: at(through), width: box.x + box.width - at(through) }, '#ffffff');
  for (const { from, to } of series.unprovenStretches) {
    const width = Math.max(1, at(to) - at(from));
    sheet.hatch({ ...box, x: Math.min(at(from), box.x + box.width - width), width });
  }
};

interface Coloured {
  readonly first: number;
  last: number;
  readonly colour: string;
}

const runsOf = (channel: ChannelRecord, series: ChartSeries): readonly Coloured[] => {
  const runs: Coloured[] = [];
  for (let point = 0; point < CHART_POINTS; point += 1) {
    const colour = colourOf(channel, series.lows[point] ?? Number.NaN, series.highs[point] ?? Number.NaN);
    if (colour === undefined) continue;
    const before = runs.at(-1);
    if (before?.last === point - 1 && before.colour === colour) before.last = point;
    else runs.push({ first: point, last: point, colour });
  }
  return runs;
};

const colourOf = ({ judgedBy }: ChannelRecord, low: number, high: number): string | undefined => {
  if (Number.isNaN(low)) return undefined;
  if (judgedBy === null) return COLOURS.faint;
  return isBeyond(judgedBy, low) || isBeyond(judgedBy, high) ? COLOURS.beyond : COLOURS.within;
};
