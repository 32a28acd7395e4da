import type { ChartedChannel } from './charted-cabinets.ts';

/** The values that a chart spans. */
export interface Scale {
  readonly ticks: readonly number[];
  /** How far up a value stands: 0 at the bottom, 1 at the top. */
  share(value: number): number;
}

/** A scale that holds every value and every limit of all channels, with four to seven round ticks. */
export const scaleOf = (channels: readonly ChartedChannel[]): Scale => {
  const all = channels
    .flatMap(({ series: { lows, highs }, channel: { judgedBy, changes = [] } }) => [
      ...[...lows, ...highs],
      ...[judgedBy, ...changes.map((change) => change.judgedBy)].flatMap((each) => [
        each?.low ?? Number.NaN,
        each?.high ?? Number.NaN,
      ]),
    ])
    .filter((value) => !Number.isNaN(value));
  const [lowest, highest] = all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)];
  const room = Math.max(1, highest - lowest) * 0.12;
  const [bottom, top] = [lowest - room, highest + room];
  const step = roundStep((top - bottom) / 5);
  const first = Math.ceil(bottom / step);
  const ticks = Array.from({ length: Math.floor(top / step) - first + 1 }, (_, index) => rounded((first + index) * step));
  return { ticks, share: (value) => (value - bottom) / (top - bottom) };
};

/** 1, 2 or 5 times a power of ten, at least as large. */
const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
};

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
