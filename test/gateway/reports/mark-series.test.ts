import { expect, test } from 'vitest';
import { CHART_POINTS } from '../../../gateway/reports/chart-series.ts';
import { MarkSeries } from '../../../gateway/reports/mark-series.ts';

test('a mark counts for the share of each point that it covers, and nothing outside of the chart', () => {
  const marks = new MarkSeries(0, CHART_POINTS * 10);
  marks.mark(-100, 5);
  marks.mark(15, 20);
  marks.mark(20, 40);
  marks.mark(CHART_POINTS * 10 - 1, CHART_POINTS * 10 + 100);
  expect(marks.shares.slice(0, 5)).toEqual([0.5, 0.5, 1, 1, 0]);
  expect(marks.shares.at(-1)).toBeCloseTo(0.1);
  expect(marks.shares).toHaveLength(CHART_POINTS);
});
