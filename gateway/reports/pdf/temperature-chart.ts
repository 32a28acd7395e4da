import type { UtcMillis } from '../../domain/clock.ts';
import { unitSign } from '../../domain/measurement-unit.ts';
import { CHART_POINTS, type ChartSeries } from '../chart-series.ts';
import type { ReportData } from '../report-data.ts';
import { timeText, valueText } from '../report-words.ts';
import type { ChartedChannel } from './charted-cabinets.ts';
import { across, drawProof } from './proof-strip.ts';
import { type Box, COLOURS, type Point, type Sheet } from './sheet.ts';
import { type Scale, scaleOf } from './value-scale.ts';

/** What stands to the left of a chart: its values. */
export const LABELS = 30;

const PLOT = 82;
const STRIP = 6;

/** How high a chart of so many channels is. */
export const chartHeight = (channels: readonly ChartedChannel[]): number => PLOT + 2 + channels.length * STRIP;

/**
 * Draws channels of one unit over a period: the band of each one's proven values, the limits, and hatched what nothing proves;
 * below it a strip for each. What lies beyond a limit is red and thick, its highest or lowest value is named.
 */
export const drawChart = (sheet: Sheet, { x, y, width }: Box, channels: readonly ChartedChannel[], data: ReportData): void => {
  const plot: Box = { x, y, width, height: PLOT };
  const scale = scaleOf(channels);
  sheet.fill(plot, COLOURS.ground);
  for (const { series } of channels) {
    for (const stretch of series.unprovenStretches) sheet.hatch(across(plot, series, stretch.from, stretch.to));
  }
  if (data.through < data.to) sheet.fill(across(plot, data, data.through, data.to, 0), '#ffffff');
  drawGrid(sheet, plot, data);
  drawValues(sheet, plot, scale, channels);
  for (const charted of channels) drawBand(sheet, plot, scale, charted);
  drawLimits(sheet, plot, scale, channels);
  for (const charted of channels) drawPeak(sheet, plot, scale, charted);
  channels.forEach((charted, place) => {
    const strip = { ...plot, y: y + PLOT + 2 + place * STRIP, height: STRIP - 1 };
    if (channels.length > 1) drawSample(sheet, strip, charted);
    drawProof(sheet, strip, charted.series, data.through);
  });
};

/** Writes the hours of a day, or the dates of a longer period, below a box. */
export const drawTimes = (sheet: Sheet, box: Box, data: ReportData): void => {
  for (const { at, label } of marksOf(data)) {
    const align = at === data.to ? 'right' : at === data.from ? 'left' : 'centre';
    sheet.words(label, across(box, data, at, at, 0).x, box.y + box.height + 1, { size: 6.5, colour: COLOURS.muted, align });
  }
};

/** A day has a mark each three hours, longer periods one each day. */
const marksOf = ({
  period,
  from,
  to,
  days,
  timezone,
}: ReportData): readonly { readonly at: UtcMillis; readonly label: string }[] => {
  const hour = 3_600_000;
  if (period !== 'day')
    return days.map((day, index) => ({ at: day.from, label: period === 'week' || index % 5 === 0 ? day.date.slice(5) : '' }));
  return Array.from({ length: 9 }, (_, index) => from + index * 3 * hour)
    .filter((at) => at <= to)
    .map((at) => ({ at, label: at === to ? '24:00' : timeText(at, timezone) }));
};

const drawGrid = (sheet: Sheet, box: Box, data: ReportData): void => {
  for (const { at, label } of marksOf(data)) {
    const { x } = across(box, data, at, at, 0);
    sheet.line([x, box.y], [x, box.y + box.height], COLOURS.rule, label === '' ? 0.2 : 0.4);
  }
};

const drawSample = (sheet: Sheet, { x, y, height }: Box, { dashes }: ChartedChannel): void => {
  const at = y + height / 2;
  const line = { colour: COLOURS.line, thick: 0.8, ...(dashes === undefined ? {} : { dashes }) };
  sheet.strokes([[[x - 17, at], [x - 4, at]]], line); // biome-ignore format: a line
};

const drawValues = (sheet: Sheet, { x, y, width, height }: Box, scale: Scale, channels: readonly ChartedChannel[]): void => {
  for (const tick of scale.ticks) {
    const at = y + height * (1 - scale.share(tick));
    sheet.line([x, at], [x + width, at], COLOURS.rule, 0.4);
    sheet.words(signed(tick), x - 4, at - 4, { size: 6.5, colour: COLOURS.muted, align: 'right' });
  }
  const [unit] = channels.map(({ channel }) => unitSign(channel.unit));
  sheet.words(unit ?? '', x - LABELS, y - 2, { size: 6.5, colour: COLOURS.faint });
};

/** The first channel's band is filled: two that lie over each other would hide one another. */
const drawBand = (sheet: Sheet, box: Box, scale: Scale, { channel, series, dashes }: ChartedChannel): void => {
  const paths = bandsOf(series).map((band) => ({
    top: pointsOf(band, series.highs, box, scale),
    bottom: pointsOf(band, series.lows, box, scale),
  }));
  if (dashes === undefined)
    sheet.areas(
      paths.map(({ top, bottom }) => [...top, ...bottom.toReversed()]),
      COLOURS.area,
    );
  const edges = paths.flatMap(({ top, bottom }) => [top, bottom]);
  const line = { thick: 0.7, ...(dashes === undefined ? {} : { dashes }) };
  sheet.strokes(edges, { ...line, colour: COLOURS.line });
  for (const zone of zonesBeyond(box, scale, channel.judgedBy))
    sheet.within(zone, () => sheet.strokes(edges, { ...line, thick: 1.6, colour: COLOURS.beyond }));
};

/** Runs of points that have a value. */
const bandsOf = ({ highs }: ChartSeries): readonly (readonly number[])[] => {
  const bands: number[][] = [];
  for (let point = 0; point < CHART_POINTS; point += 1) {
    if (Number.isNaN(highs[point])) continue;
    if (point === 0 || Number.isNaN(highs[point - 1])) bands.push([]);
    bands.at(-1)?.push(point);
  }
  return bands;
};

/** Each point of time is a step as wide as itself. */
const pointsOf = (band: readonly number[], values: Float64Array, box: Box, scale: Scale): readonly Point[] =>
  band.flatMap((point): readonly Point[] => {
    const y = yOf(box, scale, values[point] ?? 0);
    const step = box.width / CHART_POINTS;
    return band.length === 1
      ? [
          [box.x + point * step, y],
          [box.x + (point + 1) * step, y],
        ]
      : [[box.x + (point + 0.5) * step, y]];
  });

const zonesBeyond = (box: Box, scale: Scale, judgedBy: ChartedChannel['channel']['judgedBy']): readonly Box[] => {
  const { high, low } = judgedBy ?? {};
  const under = low === undefined ? 0 : yOf(box, scale, low);
  return [
    ...(high === undefined ? [] : [{ ...box, height: Math.max(0, yOf(box, scale, high) - box.y) }]),
    ...(low === undefined ? [] : [{ ...box, y: under, height: Math.max(0, box.y + box.height - under) }]),
  ];
};

const drawLimits = (sheet: Sheet, box: Box, scale: Scale, channels: readonly ChartedChannel[]): void => {
  const limits = channels
    .flatMap(({ channel: { judgedBy, changes = [] } }) => [judgedBy, ...changes.map((change) => change.judgedBy)])
    .flatMap((judgedBy) => [judgedBy?.high, judgedBy?.low]);
  for (const limit of new Set(limits.filter((value) => value !== undefined))) {
    const at = yOf(box, scale, limit);
    const line: readonly Point[] = [[box.x, at], [box.x + box.width, at]]; // biome-ignore format: a line
    sheet.strokes([line], { colour: COLOURS.beyond, thick: 0.6, dashes: [8, 2] });
    sheet.words(signed(limit), box.x + box.width + 2, at - 4, { size: 6.5, colour: COLOURS.beyond });
  }
};

/** Names the farthest value of the longest excursion where it stood. */
const drawPeak = (sheet: Sheet, box: Box, scale: Scale, { channel, series }: ChartedChannel): void => {
  const { longest } = channel.total;
  if (longest === null) return;
  const { x } = across(box, series, longest.peakAt, longest.peakAt, 0);
  const isHigh = longest.peak > (channel.judgedBy?.high ?? Number.POSITIVE_INFINITY);
  const y = Math.max(box.y, yOf(box, scale, longest.peak) + (isHigh ? -9 : 1));
  const align = x > box.x + box.width / 2 ? 'right' : 'left';
  sheet.words(valueText(longest.peak, channel), x + (align === 'left' ? 3 : -3), y, { size: 7, colour: COLOURS.beyond, align });
};

const yOf = (box: Box, scale: Scale, value: number): number => box.y + box.height * (1 - scale.share(value));

const signed = (value: number): string => String(value).replace('-', '−');
