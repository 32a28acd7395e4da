import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { headerNumber } from './line-parts.ts';
import { packBlocks, STRETCH_TEXT, unpackBlocks } from './stretch.ts';

interface StretchRow {
  readonly last: number;
  readonly first: number;
  readonly closed: number;
  readonly lines: Uint8Array;
}

/** A closed stretch as retention sees it. */
export interface StretchSize {
  readonly first: number;
  readonly last: number;
  /** When its last block began, UTC ms. */
  readonly ended: number;
  readonly bytes: number;
}

/**
 * The sealed blocks of one lane, in rows of compressed lines. A block first gets a row of its own; once there is a
 * stretch of them, one row takes the place of theirs, and is never touched again. What is given to `add` is in the file
 * after `flush`, both within the caller's transaction.
 */
export class BlockStore {
  readonly lane: Lane;
  readonly #statements: ReturnType<typeof prepare>;
  /** The open stretch: blocks that have, or will have, rows of their own. */
  #open: SealedBlock[] = [];
  #openText = 0;
  /** How many of the open blocks have their row. */
  #written = 0;
  /** The stretch that was read last: whoever reads one block soon asks for its neighbours. */
  #unpacked: { readonly last: number; readonly blocks: readonly SealedBlock[] } | undefined;

  constructor(database: Database, lane: Lane) {
    this.lane = lane;
    this.#statements = prepare(database, lane);
    for (const row of this.#statements.newestFirst.iterate()) {
      if (row.closed !== 0) break;
      this.#open.unshift(...this.#blocksIn(row));
    }
    this.#written = this.#open.length;
    this.#openText = this.#open.reduce((sum, { line }) => sum + line.length, 0);
  }

  /** The oldest number that it holds; 0 for none. */
  get oldest(): number {
    return this.#statements.oldest.get()?.first ?? 0;
  }

  /** The block that was sealed last. */
  get newest(): SealedBlock | undefined {
    return this.#open.at(-1) ?? this.#lastStretch().at(-1);
  }

  /** The newest closed stretch and the open blocks behind it. */
  get recent(): readonly SealedBlock[] {
    return [...this.#lastStretch(), ...this.#open];
  }

  add(block: SealedBlock): void {
    this.#open.push(block);
    this.#openText += block.line.length;
  }

  /** Closes what has become a stretch, and writes the other new blocks. */
  flush(): void {
    while (this.#openText >= STRETCH_TEXT) this.#closeStretch();
    for (const block of this.#open.slice(this.#written)) this.#insert([block], 0);
    this.#written = this.#open.length;
  }

  /** Blocks from the one that holds `number` on, or the first after it, in rising order. */
  *ascending(number: number): Generator<SealedBlock> {
    let wanted = number;
    for (;;) {
      const blocks = this.#closedFrom(wanted);
      if (blocks === undefined) break;
      for (const block of blocks) if (block.last >= wanted) yield block;
      wanted = (blocks.at(-1)?.last ?? wanted) + 1;
    }
    for (const block of [...this.#open]) if (block.last >= wanted) yield block;
  }

  /** Blocks that end below `number`, in falling order. */
  *descending(number: number): Generator<SealedBlock> {
    for (const block of [...this.#open].reverse()) if (block.last < number) yield block;
    let wanted = Math.min(number, this.#open[0]?.first ?? number);
    for (;;) {
      // The last block below `wanted` may stand in the middle of a stretch.
      const blocks = this.#closedFrom(wanted - 1) ?? this.#lastStretch();
      if ((blocks[0]?.first ?? wanted) >= wanted) return;
      for (const block of [...blocks].reverse()) if (block.last < wanted) yield block;
      wanted = blocks[0]?.first ?? 0;
    }
  }

  /** The closed stretches but for the `newest` newest, the oldest first, without their content. */
  *stretches(newest = 0): Generator<StretchSize> {
    const end = newest === 0 ? Number.MAX_SAFE_INTEGER : (this.#statements.fromNewest.get(newest - 1)?.last ?? 0);
    for (let after = 0; ; ) {
      const row = this.#statements.sizeAfter.get(after);
      if (row === undefined || row.last >= end) return;
      yield row;
      after = row.last;
    }
  }

  /** Removes the closed stretches up to number `last`, within the caller's transaction. */
  retire(last: number): void {
    this.#statements.retire.run(last);
    this.#unpacked = undefined;
  }

  /** The blocks of the row that holds `number`, or of the first after it, as the file has them now; undefined for none. */
  stored(number: number): readonly SealedBlock[] | undefined {
    const row = this.#statements.rowFrom.get(number);
    return row === undefined ? undefined : this.#blocksIn(row);
  }

  #lastStretch(): readonly SealedBlock[] {
    const row = this.#statements.lastClosed.get();
    return row === undefined ? [] : this.#unpack(row);
  }

  #closedFrom(number: number): readonly SealedBlock[] | undefined {
    const known = this.#unpacked;
    if (known !== undefined && known.last >= number && (known.blocks[0]?.first ?? 0) <= number) return known.blocks;
    const row = this.#statements.closedFrom.get(number);
    return row === undefined ? undefined : this.#unpack(row);
  }

  #unpack(row: StretchRow): readonly SealedBlock[] {
    if (this.#unpacked?.last === row.last) return this.#unpacked.blocks;
    this.#unpacked = { last: row.last, blocks: this.#blocksIn(row) };
    return this.#unpacked.blocks;
  }

  #blocksIn(row: StretchRow): readonly SealedBlock[] {
    const blocks = row.lines instanceof Uint8Array ? unpackBlocks(row.lines) : [];
    const [oldest, newest] = [blocks[0], blocks.at(-1)];
    if (oldest?.lane !== this.lane || oldest.first !== row.first || newest?.last !== row.last) {
      throw new EdgeError('journal-damaged', `a row of lane ${this.lane} holds other blocks than ${row.first} to ${row.last}`);
    }
    return blocks;
  }

  #closeStretch(): void {
    let count = 0;
    let text = 0;
    while (text < STRETCH_TEXT) {
      text += this.#open[count]?.line.length ?? STRETCH_TEXT;
      count += 1;
    }
    const closed = this.#open.slice(0, count);
    if (this.#written > 0) this.#statements.deleteRows.run(closed[0]?.first ?? 0, closed.at(-1)?.last ?? 0);
    this.#insert(closed, 1);
    this.#written = Math.max(0, this.#written - count);
    this.#open = this.#open.slice(count);
    this.#openText -= text;
  }

  #insert(blocks: readonly SealedBlock[], closed: 0 | 1): void {
    const [oldest, newest] = [blocks[0], blocks.at(-1)];
    if (oldest === undefined || newest === undefined) return;
    const lines = packBlocks(blocks, closed === 1 ? 'closed' : 'open');
    this.#statements.insert.run(newest.last, oldest.first, headerNumber(newest.line, 't0'), closed, lines);
  }
}

const prepare = (database: Database, lane: Lane) => {
  const rows = `SELECT last, first, closed, lines FROM ${lane}`;
  return {
    insert: database.prepare<[number, number, number, number, Buffer]>(
      `INSERT INTO ${lane} (last, first, ended, closed, lines) VALUES (?, ?, ?, ?, ?)`,
    ),
    deleteRows: database.prepare<[number, number]>(`DELETE FROM ${lane} WHERE last BETWEEN ? AND ?`),
    retire: database.prepare<[number]>(`DELETE FROM ${lane} WHERE last <= ?`),
    newestFirst: database.prepare<[], StretchRow>(`${rows} ORDER BY last DESC`),
    lastClosed: database.prepare<[], StretchRow>(`${rows} WHERE closed = 1 ORDER BY last DESC LIMIT 1`),
    closedFrom: database.prepare<[number], StretchRow>(`${rows} WHERE last >= ? AND closed = 1 ORDER BY last LIMIT 1`),
    rowFrom: database.prepare<[number], StretchRow>(`${rows} WHERE last >= ? ORDER BY last LIMIT 1`),
    oldest: database.prepare<[], { first: number }>(`SELECT first FROM ${lane} ORDER BY last LIMIT 1`),
    sizeAfter: database.prepare<[number], StretchSize>(
      `SELECT first, last, ended, length(lines) AS bytes FROM ${lane} WHERE last > ? AND closed = 1 ORDER BY last LIMIT 1`,
    ),
    fromNewest: database.prepare<[number], { last: number }>(
      `SELECT last FROM ${lane} WHERE closed = 1 ORDER BY last DESC LIMIT 1 OFFSET ?`,
    ),
  };
};
