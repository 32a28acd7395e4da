import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { headerNumber, sealedBlockOf } from './line-parts.ts';
import { packStretch, STRETCH_TEXT, unpackStretch } from './stretch.ts';

interface StretchRow {
  readonly last: number;
  readonly first: number;
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
 * The sealed blocks of one lane: the newest one by one, the older ones in closed stretches. What is given to `add` is in
 * the file after `flush`, both within the caller's transaction.
 */
export class BlockStore {
  readonly lane: Lane;
  readonly #statements: ReturnType<typeof prepare>;
  /** The open stretch: blocks that stand, or will stand, in rows of their own. */
  #open: SealedBlock[];
  #openText = 0;
  /** How many of the open blocks have their row. */
  #written: number;
  /** The stretch that was read last: whoever reads one block soon asks for its neighbours. */
  #unpacked: { readonly last: number; readonly blocks: readonly SealedBlock[] } | undefined;

  constructor(database: Database, lane: Lane) {
    this.lane = lane;
    this.#statements = prepare(database, lane);
    this.#open = this.#statements.openBlocks.all().map(({ last, line }) => blockOfRow(lane, last, line));
    this.#written = this.#open.length;
    this.#openText = this.#open.reduce((sum, { line }) => sum + line.length, 0);
  }

  /** The oldest number that it holds; 0 for none. */
  get oldest(): number {
    return this.#statements.oldestStretch.get()?.first ?? this.#open[0]?.first ?? 0;
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
    for (const { last, line } of this.#open.slice(this.#written)) this.#statements.insertBlock.run(last, line);
    this.#written = this.#open.length;
  }

  /** Blocks from the one that holds `number` on, or the first after it, in rising order. */
  *ascending(number: number): Generator<SealedBlock> {
    let wanted = number;
    for (;;) {
      const blocks = this.#stretchFrom(wanted);
      if (blocks === undefined) break;
      for (const block of blocks) if (block.last >= wanted) yield block;
      wanted = (blocks.at(-1)?.last ?? wanted) + 1;
    }
    for (const block of [...this.#open]) if (block.last >= wanted) yield block;
  }

  /** Blocks that end below `number`, in falling order. */
  *descending(number: number): Generator<SealedBlock> {
    for (const block of [...this.#open].reverse()) if (block.last < number) yield block;
    // Right after a stretch was closed no block is open: then the lane ends where the newest stretch does.
    let wanted = Math.min(number, this.#open[0]?.first ?? (this.#statements.lastStretch.get()?.last ?? 0) + 1);
    for (;;) {
      // The last block below `wanted` may stand in the middle of a stretch.
      const blocks = this.#stretchFrom(wanted - 1);
      if (blocks === undefined || (blocks[0]?.first ?? wanted) >= wanted) return;
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

  /** Removes the stretches up to number `last`, within the caller's transaction. */
  retire(last: number): void {
    this.#statements.deleteStretches.run(last);
    this.#unpacked = undefined;
  }

  #lastStretch(): readonly SealedBlock[] {
    const row = this.#statements.lastStretch.get();
    return row === undefined ? [] : this.#unpack(row);
  }

  #stretchFrom(number: number): readonly SealedBlock[] | undefined {
    const known = this.#unpacked;
    if (known !== undefined && known.last >= number && (known.blocks[0]?.first ?? 0) <= number) return known.blocks;
    const row = this.#statements.stretchFrom.get(number);
    return row === undefined ? undefined : this.#unpack(row);
  }

  #unpack(row: StretchRow): readonly SealedBlock[] {
    if (this.#unpacked?.last === row.last) return this.#unpacked.blocks;
    const blocks = row.lines instanceof Uint8Array ? unpackStretch(row.lines) : [];
    const [oldest, newest] = [blocks[0], blocks.at(-1)];
    if (oldest?.lane !== this.lane || oldest.first !== row.first || newest?.last !== row.last) {
      throw new EdgeError(
        'journal-damaged',
        `a stretch of lane ${this.lane} holds other blocks than ${row.first} to ${row.last}`,
      );
    }
    this.#unpacked = { last: row.last, blocks };
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
    const [first, last, ended] = [closed[0]?.first ?? 0, closed.at(-1)?.last ?? 0, headerNumber(closed.at(-1)?.line ?? '', 't0')];
    this.#statements.insertStretch.run(last, first, ended, packStretch(closed));
    if (this.#written > 0) this.#statements.deleteBlocks.run(last);
    this.#written = Math.max(0, this.#written - count);
    this.#open = this.#open.slice(count);
    this.#openText -= text;
  }
}

const prepare = (database: Database, lane: Lane) => ({
  openBlocks: database.prepare<[], { last: number; line: string }>(`SELECT last, line FROM ${lane}_blocks ORDER BY last`),
  insertBlock: database.prepare<[number, string]>(`INSERT INTO ${lane}_blocks (last, line) VALUES (?, ?)`),
  deleteBlocks: database.prepare<[number]>(`DELETE FROM ${lane}_blocks WHERE last <= ?`),
  insertStretch: database.prepare<[number, number, number, Buffer]>(
    `INSERT INTO ${lane}_stretches (last, first, ended, lines) VALUES (?, ?, ?, ?)`,
  ),
  oldestStretch: database.prepare<[], { first: number }>(`SELECT first FROM ${lane}_stretches ORDER BY last LIMIT 1`),
  sizeAfter: database.prepare<[number], StretchSize>(
    `SELECT first, last, ended, length(lines) AS bytes FROM ${lane}_stretches WHERE last > ? ORDER BY last LIMIT 1`,
  ),
  fromNewest: database.prepare<[number], { last: number }>(
    `SELECT last FROM ${lane}_stretches ORDER BY last DESC LIMIT 1 OFFSET ?`,
  ),
  deleteStretches: database.prepare<[number]>(`DELETE FROM ${lane}_stretches WHERE last <= ?`),
  lastStretch: database.prepare<[], StretchRow>(`SELECT last, first, lines FROM ${lane}_stretches ORDER BY last DESC LIMIT 1`),
  stretchFrom: database.prepare<[number], StretchRow>(
    `SELECT last, first, lines FROM ${lane}_stretches WHERE last >= ? ORDER BY last LIMIT 1`,
  ),
});

const blockOfRow = (lane: Lane, last: number, line: string): SealedBlock => {
  const block = typeof line === 'string' ? sealedBlockOf(line) : undefined;
  if (block?.lane !== lane || block.last !== last) {
    throw new EdgeError('journal-damaged', `the row of block ..${last} of lane ${lane} holds another text`);
  }
  return block;
};
