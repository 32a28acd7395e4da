import type { FoundRow, SqlitePages } from './sqlite-pages.ts';

/** The rows of a table, as far as its tree can be followed. */
export interface Tree {
  readonly rows: readonly FoundRow[];
  /** False where something of it can't be read. */
  readonly whole: boolean;
}

/** A table that is followed further than this is none of ours: a broken page leads anywhere. */
const MOST_PAGES = 65_536;

/** Follows a table from the first page of its tree, wherever in the file it leads. */
export const readTree = (pages: SqlitePages, first: number): Tree => {
  const rows: FoundRow[] = [];
  const seen = new Set<number>();
  const waiting = [first];
  let whole = true;
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    const isNew = page >= 1 && page <= pages.count && !seen.has(page) && seen.size < MOST_PAGES;
    const found = isNew ? pages.look(page) : undefined;
    whole = whole && found?.whole === true;
    if (found === undefined) continue;
    seen.add(page);
    rows.push(...found.rows);
    waiting.push(...found.children);
  }
  return { rows, whole };
};
