import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SealedBlock, Sha256 } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { LANES, type Lane } from '../domain/lane.ts';
import { headerNumber } from './line-parts.ts';
import { hashHolds } from './record-check.ts';
import { carriedName, syncFolder } from './set-aside.ts';
import { type FoundRow, SqlitePages } from './sqlite-pages.ts';
import { unpackBlocks } from './stretch.ts';

/** Pages that are looked at in one step. */
const STEP_PAGES = 128;

/** A row of a damaged file that still holds whole blocks. */
export interface Find {
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  /** When its first and its last block began, UTC ms. */
  readonly began: number;
  readonly ended: number;
  readonly page: number;
  readonly cell: number;
}

/** What could be read of a damaged file: neighbouring rows, per lane, in rising order. */
export type Found = Readonly<Record<Lane, readonly Find[]>>;

/** Looks for whole blocks in a damaged file, step by step, and gives the blocks behind each find. */
export class Salvage {
  readonly #path: string;
  readonly #sha256: Sha256;
  readonly #pages: SqlitePages;
  readonly #finds = new Map<string, Find>();
  readonly #steps: Generator<void, void>;
  #onBlock: (block: SealedBlock) => void = () => undefined;

  /** `write`: whether the blocks are to be written beside the file; without it they are only counted. */
  constructor(path: string, sha256: Sha256, write: boolean) {
    this.#path = path;
    this.#sha256 = sha256;
    this.#pages = new SqlitePages(path);
    this.#steps = this.#run(write);
  }

  /** Sees every whole block that is found, in no order, some of them twice. */
  onBlock(listener: (block: SealedBlock) => void): void {
    this.#onBlock = listener;
  }

  /** Does a little more; false once it is done. */
  step(): boolean {
    return this.#steps.next().done !== true;
  }

  /** What was found, once all steps are done. */
  get found(): Found {
    const inLane = (lane: Lane) =>
      [...this.#finds.values()].filter((find) => find.lane === lane).sort((a, b) => a.first - b.first);
    return { urgent: inLane('urgent'), readings: inLane('readings') };
  }

  /** Gives the written file its name: the salvage is not repeated. */
  finish(): void {
    renameSync(this.#partPath, carriedName(this.#path));
    syncFolder(dirname(this.#path));
  }

  get #partPath(): string {
    return `${carriedName(this.#path)}.part`;
  }

  *#run(write: boolean): Generator<void, void> {
    for (let page = 1; page <= this.#pages.count; page += 1) {
      for (const row of this.#pages.rows(page)) this.#look(row);
      if (page % STEP_PAGES === 0) yield;
    }
    const file = openSync(this.#partPath, 'w', 0o600);
    writeSync(file, gzipSync('')); // also with nothing in it, the file is one that can be unpacked
    for (const lane of write ? LANES : []) {
      for (const { page, cell } of this.found[lane]) {
        const row = this.#pages.rows(page).find((found) => found.cell === cell);
        const lines = row === undefined ? [] : this.#wholeBlocks(row).map(({ line }) => `${line}\n`);
        writeSync(file, gzipSync(lines.join('')));
        yield;
      }
    }
    fsyncSync(file);
    closeSync(file);
    this.#pages.close();
  }

  #look(row: FoundRow): void {
    const blocks = this.#wholeBlocks(row);
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    for (const block of blocks) this.#onBlock(block);
    const known = this.#finds.get(`${first.lane} ${first.first}`);
    if (known !== undefined && known.last >= last.last) return;
    this.#finds.set(`${first.lane} ${first.first}`, {
      lane: first.lane,
      first: first.first,
      last: last.last,
      began: headerNumber(first.line, 't0'),
      ended: headerNumber(last.line, 't0'),
      page: row.page,
      cell: row.cell,
    });
  }

  #wholeBlocks({ values }: FoundRow): readonly SealedBlock[] {
    const lines = values[4];
    const blocks = values.length === 5 && lines instanceof Uint8Array ? unpacked(lines) : [];
    return blocks.filter((block) => hashHolds(block, this.#sha256));
  }
}

const unpacked = (packed: Uint8Array): readonly SealedBlock[] => {
  try {
    return unpackBlocks(packed);
  } catch (error) {
    if (error instanceof EdgeError) return []; // another kind of row, or lost
    throw error;
  }
};
