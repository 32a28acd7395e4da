import { unitSign } from '../../domain/measurement-unit.ts';
import { CHART_POINTS, type ChartSeries } from '../chart-series.ts';
import type { ChannelRecord, ReportData } from '../report-data.ts';
import { timeText } from '../report-words.ts';
import { drawProof } from './proof-strip.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';
import { type Scale, scaleOf } from './value-scale.ts';

/** One channel as a chart shows it. */
export interface ChartedChannel {
  readonly channel: ChannelRecord;
  readonly series: ChartSeries;
}

const LABELS = 30;
const STRIP = 5;

/** Draws a channel over its period: the band of its proven values, its limits, and hatched what nothing proves. */
export const drawChart = (sheet: Sheet, box: Box, { channel, series }: ChartedChannel, data: ReportData): void => {
  const plot: Box = { x: box.x + LABELS, y: box.y, width: box.width - LABELS, height: box.height - STRIP - 16 };
  const scale = scaleOf(series, channel.judgedBy);
  sheet.fill(plot, COLOURS.ground);
  for (const stretch of series.unprovenStretches) sheet.hatch(across(plot, series, stretch.from, stretch.to));
  if (data.through < series.to) sheet.fill(across(plot, series, data.through, series.to), '#ffffff');
  drawValues(sheet, plot, scale, channel);
  drawTimes(sheet, plot, data);
  drawBand(sheet, plot, series, scale, channel);
  drawLimits(sheet, plot, scale, channel);
  drawProof(sheet, { ...plot, y: plot.y + plot.height + 2, height: STRIP }, { channel, series }, data.through);
};

/** The part of a box between two moments, at least wide enough to be seen. */
const across = (box: Box, { from, to }: Pick<ChartSeries, 'from' | 'to'>, begins: number, ends: number): Box => {
  const left = box.x + (box.width * (begins - from)) / (to - from);
  const right = box.x + (box.width * (ends - from)) / (to - from);
  const width = Math.max(0.8, right - left);
  return { ...box, x: Math.min(left, box.x + box.width - width), width };
};

const drawValues = (sheet: Sheet, { x, y, width, height }: Box, scale: Scale, channel: ChannelRecord): void => {
  for (const tick of scale.ticks) {
    const at = y + height * (1 - scale.share(tick));
    sheet.line([x, at], [x + width, at], COLOURS.rule, 0.4);
    sheet.words(String(tick).replace('-', '−'), x - 4, at - 4, { size: 6.5, colour: COLOURS.muted, align: 'right' });
  }
  sheet.words(unitSign(channel.unit), x - LABELS, y - 2, { size: 6.5, colour: COLOURS.faint });
};

/** A day has a line each three hours, longer periods one each day. */
const drawTimes = (sheet: Sheet, box: Box, { period, from, to, days, timezone }: ReportData): void => {
  const hour = 3_600_000;
  const marks =
    period === 'day'
      ? Array.from({ length: 9 }, (_, index) => from + index * 3 * hour)
          .filter((at) => at <= to)
          .map((at) => [at, at === to ? '24:00' : timeText(at, timezone)] as const)
      : days.map((day, index) => [day.from, period === 'week' || index % 5 === 0 ? day.date.slice(5) : ''] as const);
  for (const [at, label] of marks) {
    const x = box.x + (box.width * (at - from)) / (to - from);
    sheet.line([x, box.y], [x, box.y + box.height], COLOURS.rule, label === '' ? 0.2 : 0.4);
    const align = at === to ? 'right' : at === from ? 'left' : 'centre';
    sheet.words(label, x, box.y + box.height + STRIP + 4, { size: 6.5, colour: COLOURS.muted, align });
  }
};

const drawBand = (sheet: Sheet, box: Box, series: ChartSeries, scale: Scale, channel: ChannelRecord): void => {
  const paths = bandsOf(series).map((band) => ({
    top: points(band, series.highs, box, scale),
    bottom: points(band, series.lows, box, scale),
  }));
  for (const { top, bottom } of paths) {
    outline(sheet, [...top, ...bottom.toReversed()])
      .closePath()
      .fill(COLOURS.area);
    stroke(sheet, top, bottom, COLOURS.line);
  }
  for (const beyond of zonesBeyond(box, scale, channel)) {
    sheet.document.save().rect(beyond.x, beyond.y, beyond.width, beyond.height).clip();
    for (const { top, bottom } of paths) stroke(sheet, top, bottom, COLOURS.beyond);
    sheet.document.restore();
  }
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

type Point = readonly [x: number, y: number];

/** Each point of time is a step as wide as itself. */
const points = (band: readonly number[], values: Float64Array, box: Box, scale: Scale): readonly Point[] =>
  band.flatMap((point): readonly Point[] => {
    const y = box.y + box.height * (1 - scale.share(values[point] ?? 0));
    const step = box.width / CHART_POINTS;
    return band.length === 1
      ? [
          [box.x + point * step, y],
          [box.x + (point + 1) * step, y],
        ]
      : [[box.x + (point + 0.5) * step, y]];
  });

const outline = (sheet: Sheet, [first, ...rest]: readonly Point[]): Sheet['document'] => {
  if (first !== undefined) sheet.document.moveTo(...first);
  for (const point of rest) sheet.document.lineTo(...point);
  return sheet.document;
};

const stroke = (sheet: Sheet, top: readonly Point[], bottom: readonly Point[], colour: string): void => {
  sheet.document.lineWidth(0.7).lineJoin('round');
  for (const path of [top, bottom]) outline(sheet, path).stroke(colour);
};

const zonesBeyond = (box: Box, scale: Scale, { judgedBy }: ChannelRecord): readonly Box[] => {
  const yOf = (value: number): number => box.y + box.height * (1 - scale.share(value));
  const { high, low } = judgedBy ?? {};
  return [
    ...(high === undefined ? [] : [{ ...box, height: Math.max(0, yOf(high) - box.y) }]),
    ...(low === undefined ? [] : [{ ...box, y: yOf(low), height: Math.max(0, box.y + box.height - yOf(low)) }]),
  ];
};

const drawLimits = (sheet: Sheet, { x, y, width, height }: Box, scale: Scale, { judgedBy }: ChannelRecord): void => {
  for (const limit of [judgedBy?.high, judgedBy?.low]) {
    if (limit === undefined) continue;
    const at = y + height * (1 - scale.share(limit));
    sheet.document.dash(3, { space: 2 });
    sheet.line([x, at], [x + width, at], COLOURS.beyond, 0.6);
    sheet.document.undash();
  }
};
