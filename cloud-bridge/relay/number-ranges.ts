/** A run of numbers, both ends included. */
export type NumberRange = readonly [first: number, last: number];

/** `ranges` and `added` as few rising ranges, those that touch joined. */
export const withRange = (ranges: readonly NumberRange[], added: NumberRange): readonly NumberRange[] => {
  const done: NumberRange[] = [];
  for (const range of [...ranges, added].sort((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last === undefined || range[0] > last[1] + 1) done.push(range);
    else if (range[1] > last[1]) done[done.length - 1] = [last[0], range[1]];
  }
  return done;
};

/** `ranges` without the numbers of `removed`. */
export const withoutRange = (ranges: readonly NumberRange[], [from, to]: NumberRange): readonly NumberRange[] =>
  ranges.flatMap(([first, last]) => {
    const before: NumberRange = [first, Math.min(last, from - 1)];
    const after: NumberRange = [Math.max(first, to + 1), last];
    return [before, after].filter(([start, end]) => start <= end);
  });
