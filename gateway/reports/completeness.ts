import type { Figures } from './report-data.ts';

/** Good readings that came of those that were due, in per cent with one decimal; null where none was due. Never rounded up to 100. */
export const completeness = ({ arrived, expected }: Pick<Figures, 'arrived' | 'expected'>): number | null =>
  expected === 0 ? null : Math.min(100, Math.floor((arrived / expected) * 1000) / 10);
