import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { parsedState } from './parsed-state.ts';

const KEYS = 'station/keys/';
const RECENT = 'station/recent/';

/** Hex digits of a key: 64 bits. Among 131,072 keys a new result meets a foreign one once in 10^14. */
const KEY_LENGTH = 16;

/** Keys of one row: a result rewrites about 1 KiB of the card, however many are known. */
const KEYS_A_ROW = 64;

/** Keys of one analyzer, some 8 MB: thirteen years of 10,000 tests, half of that where printouts break off. The oldest rows leave first. */
const MOST_KEYS = 131_072;

/** Results without time and number whose last sending is remembered, per analyzer. */
const MOST_RECENT = 128;

/** A key as it lies in memory: eight characters of its own, because a piece of a longer text would hold on to all of it. */
const packed = (key: string): string => Buffer.from(key.slice(0, KEY_LENGTH), 'hex').toString('latin1');

const hexOf = (keys: readonly string[]): string => Buffer.from(keys.join(''), 'latin1').toString('hex');

const rowSchema = z.string().regex(/^([0-9a-f]{16})*$/);
const recentSchema = z.array(z.tuple([z.string(), z.number()]));

/** What is known of one analyzer's results. */
interface Known {
  /** In the order of coming. */
  readonly keys: Set<string>;
  /** The last row, still growing. */
  row: string[];
  rowNumber: number;
  firstRow: number;
  readonly recent: Map<string, UtcMillis>;
}

/** The memory of what was received: which results are known, over restarts, in bounded room. */
export interface KeyMemory {
  knows(analyzer: string, key: string): boolean;
  /** Remembers a key; harmless when it is known. */
  add(analyzer: string, key: string): void;
  /** When a result without time and number was last sent. */
  lastSent(analyzer: string, key: string): UtcMillis | undefined;
  sent(analyzer: string, key: string, at: UtcMillis): void;
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** Restores the memory from what was saved. `most`: keys of one analyzer. */
export const createKeyMemory = (saved: readonly SavedState[], most = MOST_KEYS): KeyMemory => {
  const { byAnalyzer, ignored } = restored(saved);
  const changed = new Map<string, SavedState>();
  const of = (analyzer: string): Known => {
    const known = byAnalyzer.get(analyzer) ?? { keys: new Set(), row: [], rowNumber: 0, firstRow: 0, recent: new Map() };
    byAnalyzer.set(analyzer, known);
    return known;
  };
  const dropOldest = (analyzer: string, known: Known): void => {
    for (const key of [...known.keys].slice(0, KEYS_A_ROW)) known.keys.delete(key);
    const key = `${KEYS}${analyzer}/${known.firstRow}`;
    known.firstRow += 1;
    changed.set(key, { key });
  };
  const add: KeyMemory['add'] = (analyzer, text) => {
    const known = of(analyzer);
    const key = packed(text);
    if (known.keys.has(key)) return;
    if (known.row.length === KEYS_A_ROW) {
      known.row = [];
      known.rowNumber += 1;
    }
    known.keys.add(key);
    known.row.push(key);
    const row = `${KEYS}${analyzer}/${known.rowNumber}`;
    changed.set(row, { key: row, text: JSON.stringify(hexOf(known.row)) });
    if (known.keys.size > most) dropOldest(analyzer, known);
  };
  return {
    knows: (analyzer, key) => of(analyzer).keys.has(packed(key)),
    add,
    lastSent: (analyzer, key) => of(analyzer).recent.get(packed(key)),
    sent: (analyzer, text, at) => {
      const { recent } = of(analyzer);
      const key = packed(text);
      recent.delete(key);
      recent.set(key, at);
      for (const old of [...recent.keys()].slice(0, Math.max(0, recent.size - MOST_RECENT))) recent.delete(old);
      changed.set(`${RECENT}${analyzer}`, {
        key: `${RECENT}${analyzer}`,
        text: JSON.stringify([...recent].map(([each, last]) => [hexOf([each]), last])),
      });
    },
    takeStates: () => {
      const states = [...changed.values()];
      changed.clear();
      return states;
    },
    ignored,
  };
};

const restored = (saved: readonly SavedState[]) => {
  const byAnalyzer = new Map<string, Known>();
  const ignored: SavedState[] = [];
  const rows = new Map<string, Map<number, string[]>>();
  for (const state of saved.filter(({ key }) => key.startsWith(KEYS))) {
    const [, analyzer, number] = /^(.*)\/(\d+)$/.exec(state.key.slice(KEYS.length)) ?? [];
    const row = parsedState(rowSchema, state);
    if (analyzer === undefined || row === undefined) ignored.push(state);
    else
      rows.set(
        analyzer,
        (rows.get(analyzer) ?? new Map<number, string[]>()).set(Number(number), (row.match(/.{16}/g) ?? []).map(packed)),
      );
  }
  for (const [analyzer, numbered] of rows) byAnalyzer.set(analyzer, knownOf(numbered));
  for (const state of saved.filter(({ key }) => key.startsWith(RECENT))) {
    const recent = parsedState(recentSchema, state);
    const known = byAnalyzer.get(state.key.slice(RECENT.length));
    if (recent === undefined) ignored.push(state);
    else for (const [key, at] of recent) known?.recent.set(packed(key), at);
  }
  return { byAnalyzer, ignored };
};

const knownOf = (rows: ReadonlyMap<number, string[]>): Known => {
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const last = numbers.at(-1) ?? 0;
  const keys = new Set(numbers.flatMap((number) => rows.get(number) ?? []));
  return { keys, row: [...(rows.get(last) ?? [])], rowNumber: last, firstRow: numbers[0] ?? 0, recent: new Map() };
};
