import { CHART_POINTS, type ChartSeries, type Proof } from '../chart-series.ts';
import { type Box, COLOURS, type Sheet } from './sheet.ts';

/**
 * Draws what is proven over time: a thin green line within, a red block as high as the strip beyond; thin and grey where a
 * value is known and nothing judges it, an empty frame where it was switched off as planned. The shapes differ, so that a page without colour says the same. What is unproven is
 * drawn last and at least a hair wide, so that nothing green ever lies over it.
 */
export const drawProof = (sheet: Sheet, box: Box, series: ChartSeries, through: number): void => {
  const step = box.width / CHART_POINTS;
  for (const { first, last, is } of runsOf(series)) {
    const run = { ...box, x: box.x + first * step, width: (last - first + 1) * step };
    sheet.fill(is === 'beyond' ? run : thin(run), is === 'known' ? COLOURS.faint : COLOURS[is]);
  }
  if (through < series.to) sheet.fill(across(box, series, through, series.to, 0), '#ffffff');
  for (const { from, to } of series.offStretches) sheet.frame(across(box, series, from, to));
  for (const { from, to } of series.unprovenStretches) sheet.hatch(across(box, series, from, to));
};

/** The part of a box between two moments, at least wide enough to be seen. */
export const across = (
  box: Box,
  { from, to }: Pick<ChartSeries, 'from' | 'to'>,
  begins: number,
  ends: number,
  least = 1,
): Box => {
  const left = box.x + (box.width * (begins - from)) / (to - from);
  const right = box.x + (box.width * (ends - from)) / (to - from);
  const width = Math.max(least, right - left);
  return { ...box, x: Math.min(left, box.x + box.width - width), width };
};

const thin = (box: Box): Box => ({ ...box, y: box.y + box.height / 3, height: box.height / 3 });

interface Run {
  readonly first: number;
  last: number;
  readonly is: Exclude<Proof, 'nothing'>;
}

const runsOf = (series: ChartSeries): readonly Run[] => {
  const runs: Run[] = [];
  for (let point = 0; point < CHART_POINTS; point += 1) {
    const is = series.proofAt(point);
    if (is === 'nothing') continue;
    const before = runs.at(-1);
    if (before?.last === point - 1 && before.is === is) before.last = point;
    else runs.push({ first: point, last: point, is });
  }
  return runs;
};
