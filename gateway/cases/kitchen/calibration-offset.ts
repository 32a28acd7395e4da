/** A reference beside the value as read. */
export interface CalibrationPoint {
  readonly reference: number;
  readonly read: number;
}

/** What the points come to. */
export interface FoundOffset {
  /** Added to the value as read: the mean of what the points want, in thousandths. */
  readonly offset: number;
  /** How far the points' own offsets are apart; 0 for one point. */
  readonly apart: number;
}

// 0.0 - 0.3 + 0.1 is no plain number in binary; no probe resolves a thousandth.
const exact = (value: number): number => Math.round(value * 1000) / 1000 || 0;

/** The offset of one or two points. */
export const offsetOf = (points: readonly CalibrationPoint[]): FoundOffset => {
  const offsets = points.map(({ reference, read }) => reference - read);
  const sum = offsets.reduce((total, offset) => total + offset, 0);
  return { offset: exact(sum / offsets.length), apart: exact(Math.max(...offsets) - Math.min(...offsets)) };
};
