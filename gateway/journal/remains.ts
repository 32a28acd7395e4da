import { statSync } from 'node:fs';
import { EdgeError } from '../domain/edge-error.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { FIRST_PAGE_OF } from './journal-format.ts';
import { parsedState } from './kept-states.ts';
import { type HeadsRow, type IdentityRow, parsedHeads, parsedIdentity } from './single-rows.ts';
import { type FoundRow, SqlitePages, type StoredValue } from './sqlite-pages.ts';
import { readTree, type Tree } from './sqlite-tree.ts';
import { type TailPiece, unpackTailPiece } from './tail-row.ts';

/** What a journal that can no longer be used still says of itself. */
export interface Remains {
  readonly identity?: IdentityRow;
  readonly heads?: HeadsRow;
  /** True where the heads may be older than the last commit. */
  readonly stale: boolean;
  /** True where more than one channel table is found: nobody knows which one the tail was read under. */
  readonly ambiguous: boolean;
  readonly states: readonly SavedState[];
  /** Readings that were durable, but not sealed yet. */
  readonly tail: readonly TailPiece[];
}

/** The single rows were laid out first and stay there. Of a table whose tree is broken, too, these pages may hold a part. */
const FIRST_PAGES = 96;

const NOTHING: Remains = { stale: false, ambiguous: false, states: [], tail: [] };

/** Reads what it can of a file that was set aside, without SQLite: only rows that are what was written. */
export const readRemains = (path: string): Remains => {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return NOTHING;
  const pages = new SqlitePages(path);
  try {
    const rows: FoundRow[] = [];
    for (let page = 1; page <= Math.min(FIRST_PAGES, pages.count); page += 1) rows.push(...pages.rows(page));
    const tail = readTree(pages, FIRST_PAGE_OF.tail).rows;
    const states = readTree(pages, FIRST_PAGE_OF.states);
    const identities = rows.flatMap(({ values }) => identityOf(values) ?? []);
    const identity = identities[0];
    const heads = rows.flatMap(({ values }) => headsOfRow(values) ?? [])[0];
    return {
      ...(identity === undefined ? {} : { identity }),
      ...(heads === undefined ? {} : { heads }),
      stale: pages.stale,
      ambiguous: identities.some(({ config }) => config !== identity?.config),
      states: statesIn(states, rows),
      tail: heads === undefined ? [] : tailBehind(heads.readings_last, [...rows, ...tail]),
    };
  } finally {
    pages.close();
  }
};

/**
 * What the table itself holds; where a part of it can't be read, besides that what lies elsewhere, for it may be that part.
 * Of a table that is whole nothing lies elsewhere but what was forgotten.
 */
const statesIn = (table: Tree, elsewhere: readonly FoundRow[]): readonly SavedState[] => {
  const held = table.rows.flatMap(({ values }) => stateOf(values) ?? []);
  if (table.whole && held.length === table.rows.length) return held;
  const keys = new Set(held.map(({ key }) => key));
  const others = elsewhere.flatMap(({ values }) => stateOf(values) ?? []).filter(({ key }) => !keys.has(key));
  return [...unambiguous(held), ...unambiguous(others)];
};

/** Pages that were freed may hold older copies of a row: where two differ, nobody knows which is the newer. */
const unambiguous = (states: readonly SavedState[]): readonly SavedState[] => {
  const texts = new Map<string, Set<string | undefined>>();
  for (const { key, text } of states) texts.set(key, (texts.get(key) ?? new Set()).add(text));
  return [...texts].flatMap(([key, [text, ...others]]) => (text === undefined || others.length > 0 ? [] : [{ key, text }]));
};

/** The pieces of the tail that follow, without a hole, on the last sealed reading; older copies are of what was sealed since. */
const tailBehind = (last: number, rows: readonly FoundRow[]): readonly TailPiece[] => {
  const inTail = rows.filter(({ values }) => values.length === 2 && values[1] instanceof Uint8Array);
  const pieces = new Map(inTail.map(({ rowId, values }) => [rowId, values]));
  const tail: TailPiece[] = [];
  for (let next = last + 1; ; ) {
    const piece = tailPieceOf(pieces.get(next) ?? []);
    if (piece === undefined || piece.readings.length === 0) return tail;
    tail.push(piece);
    next += piece.readings.length / BATCH_STRIDE;
  }
};

const identityOf = ([, id, gateway, key, config, channels, sum]: readonly StoredValue[]): IdentityRow | undefined =>
  parsedIdentity({ id, gateway, key, config, channels, sum });

const headsOfRow = ([
  ,
  readings_last,
  readings_hash,
  urgent_last,
  urgent_hash,
  stamp,
  running,
  dropped,
  boot,
  boot_id,
  sum,
]: readonly StoredValue[]) =>
  parsedHeads({ readings_last, readings_hash, urgent_last, urgent_hash, stamp, running, dropped, boot, boot_id, sum });

const stateOf = (row: readonly StoredValue[]): SavedState | undefined => {
  const [key, text, sum] = row;
  return row.length === 3 && typeof key === 'string' && typeof text === 'string' && typeof sum === 'number'
    ? parsedState(key, text, sum)
    : undefined;
};

const tailPieceOf = (row: readonly StoredValue[]): TailPiece | undefined => {
  const [, readings] = row;
  if (row.length !== 2 || !(readings instanceof Uint8Array)) return undefined;
  try {
    return unpackTailPiece(readings);
  } catch (error) {
    if (error instanceof EdgeError) return undefined; // another kind of row, or one that was lost: counted with the gap
    throw error;
  }
};
