const MOST_COMPARED = 64;

/** The known word that somebody may have meant who wrote `word`; undefined when none is near. */
export const nearestWord = (word: string, known: Iterable<string>): string | undefined => {
  if (word.length > MOST_COMPARED) return undefined;
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const each of known) {
    const steps = Math.abs(each.length - word.length) >= least ? least : editSteps(word.toLowerCase(), each.toLowerCase());
    if (steps < least) [best, least] = [each, steps];
  }
  return best;
};

/** How many letters must be put in, taken out, changed or swapped with the next (optimal string alignment). */
const editSteps = (from: string, to: string): number => {
  const [a, b] = [[...from], [...to]];
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let down = 0; down < a.length; down += 1) {
    const next = [down + 1];
    for (let across = 0; across < b.length; across += 1) {
      const changed = (row[across] ?? 0) + (a[down] === b[across] ? 0 : 1);
      const swapped = down > 0 && across > 0 && a[down] === b[across - 1] && a[down - 1] === b[across];
      const swap = swapped ? (before[across - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swap, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
};
