/** Which rows of one answer have come. */
export interface RowCount {
  add(row: { readonly total: number; readonly index: number }): void;
  rows(): number;
  /** As many different indexes as the rows say that there are. Whether the meter counts them from 0 or 1 doesn't matter. */
  isComplete(): boolean;
}

/** No rows yet. The total is that of the last row: one may be measured while they are sent. */
export const createRowCount = (): RowCount => {
  const indexes = new Set<number>();
  let expected = 0;
  return {
    add: ({ total, index }) => {
      expected = total;
      indexes.add(index);
    },
    rows: () => indexes.size,
    isComplete: () => indexes.size >= expected,
  };
};
