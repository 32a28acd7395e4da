import type { Database } from 'better-sqlite3';
import { type SealedBlock, type Sha256, sealBlock } from '../domain/block.ts';
import type { ClockTrust, Instant, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import { BlockStore } from './block-store.ts';
import { type Began, type Identity, ReadingsDraft, type ReadingsView, type Run } from './readings-draft.ts';
import { type HeadsRow, headsOf, type SingleRows, withHeads } from './single-rows.ts';
import { TailStore } from './tail-store.ts';

/** Facts that waited for a disk may be thousands: more text than this becomes several blocks, each within what a receiver reads. */
const LONGEST_FACTS_TEXT = 65_536;

/** A block of readings as it was sealed, with the plain numbers it was made of. */
export interface SealedReadings {
  readonly block: SealedBlock;
  readonly began: Began;
  readonly run: Run;
  readonly views: readonly ReadingsView[];
}

type Heads = Readonly<Record<Lane, Head>>;

/** What a ledger writes to. */
export interface LedgerNeeds {
  readonly database: Database;
  readonly rows: SingleRows;
  readonly identity: Identity;
  readonly sha256: Sha256;
}

/**
 * Both lanes while they are written: seals, numbers and chains. All of it follows from the file: after a failed
 * transaction a new ledger is made from it. The caller opens and ends the transactions.
 */
export class Ledger {
  readonly stores: Readonly<Record<Lane, BlockStore>>;
  /** The latest time that the file knew of when this ledger was made from it. */
  readonly lastStamp: UtcMillis;
  readonly #needs: LedgerNeeds;
  readonly #tail: TailStore;
  #row: HeadsRow;
  #run: Run;
  #draft: ReadingsDraft;
  #grown = new Set<Lane>();
  #sealed: SealedReadings[] = [];
  /** Readings of the draft that have no row in the tail yet. */
  #unwritten = 0;
  #noted = false;

  /** Makes it from the file; `row` says how far the file has come, `run` whose the open tail is. */
  constructor(needs: LedgerNeeds, row: HeadsRow, run: Run) {
    this.#needs = needs;
    this.#row = row;
    this.#run = run;
    this.#draft = new ReadingsDraft(run);
    this.#tail = new TailStore(needs.database);
    this.stores = { readings: new BlockStore(needs.database, 'readings'), urgent: new BlockStore(needs.database, 'urgent') };
    const pieces = this.#tail.pieces();
    for (const { at, clock, readings } of pieces) this.append(readings, at, clock);
    this.lastStamp = Math.round(pieces.at(-1)?.at.now ?? row.stamp);
    this.#unwritten = 0;
  }

  get heads(): Heads {
    return headsOf(this.#row);
  }

  get row(): HeadsRow {
    return this.#row;
  }

  /** Readings that are not sealed yet. */
  get tailCount(): number {
    return this.#draft.count;
  }

  /** When the open tail began; undefined while it is empty. */
  get tailBegan(): Began | undefined {
    return this.#draft.began;
  }

  /** What blocks carry now. */
  get run(): Run {
    return this.#run;
  }

  /** A new run begins, or a new table: blocks carry its boot and channel table. The tail of the run before must have been sealed. */
  enter(run: Run): void {
    this.#run = run;
    this.#draft = new ReadingsDraft(run);
  }

  /** Changes what the heads' row says besides the heads; written with the next `flush`. */
  note(changed: Partial<Pick<HeadsRow, 'running' | 'dropped' | 'boot' | 'boot_id'>>): void {
    this.#row = { ...this.#row, ...changed };
    this.#noted = true;
  }

  /** Appends readings to the tail, and seals whatever has become a full block. */
  append(readings: Float64Array, at: Instant, clock: ClockTrust): void {
    let from = 0;
    while (from < readings.length) {
      const next = this.#draft.take(readings, from, at, clock);
      this.#unwritten += (next - from) / BATCH_STRIDE;
      from = next;
      if (from < readings.length || this.#draft.full) this.sealReadings();
    }
  }

  /** Seals the tail, if there is one. */
  sealReadings(): void {
    const began = this.#draft.began;
    if (began === undefined) return;
    const views = this.#draft.views;
    const block = this.#draft.seal(this.#needs.identity, this.heads.readings, this.#needs.sha256);
    this.#keep(block);
    this.#unwritten = 0;
    this.#sealed.push({ block, began, run: this.#run, views });
  }

  /**
   * Seals facts of one instant, behind the readings so far, as one urgent block where they fit. `closing` makes the last
   * of them, from the heads before its own block. Gives the number of the first.
   */
  sealFacts(facts: readonly Fact[], at: Instant, clock: ClockTrust, closing?: (heads: Heads) => Fact): number {
    this.sealReadings();
    const first = this.heads.urgent[0] + 1;
    const blocks = inBlocks(facts);
    for (const block of blocks.slice(0, -1)) this.#sealBlock(block, at, clock);
    const last = [...(blocks.at(-1) ?? []), ...(closing === undefined ? [] : [closing(this.heads)])];
    if (last.length > 0) this.#sealBlock(last, at, clock);
    return first;
  }

  /** Writes what has changed. Gives the lanes that grew. */
  flush(at: Instant, clock: ClockTrust): readonly Lane[] {
    const grown = [...this.#grown];
    if (grown.includes('readings')) this.#tail.clear();
    if (this.#unwritten > 0) this.#tail.write(this.heads.readings[0] + 1, this.#draft, this.#unwritten, at, clock);
    for (const lane of grown) this.stores[lane].flush();
    if (grown.length > 0 || this.#noted) {
      this.#row = withHeads(this.#row, this.heads, Math.round(at.now));
      this.#needs.rows.writeHeads(this.#row);
    }
    this.#unwritten = 0;
    this.#noted = false;
    this.#grown = new Set();
    return grown;
  }

  /** The blocks of readings that were sealed since it was last asked for. */
  takeSealed(): readonly SealedReadings[] {
    const sealed = this.#sealed;
    this.#sealed = [];
    return sealed;
  }

  #sealBlock(facts: readonly Fact[], at: Instant, clock: ClockTrust): void {
    const { readings, urgent } = this.heads;
    const { boot, config } = this.#run;
    const times = { boot, up: Math.floor(at.elapsed), t0: Math.round(at.now), clock };
    const numbers = { first: urgent[0] + 1, last: urgent[0] + facts.length, prev: urgent[1] };
    const header = { v: 1, ...this.#needs.identity, ...numbers, config, ...times } as const;
    this.#keep(sealBlock({ ...header, lane: 'urgent', head: readings, facts }, this.#needs.sha256));
  }

  #keep(block: SealedBlock): void {
    const { lane, last, hash } = block;
    this.stores[lane].add(block);
    this.#row = withHeads(this.#row, { ...this.heads, [lane]: [last, hash] }, this.#row.stamp);
    this.#grown.add(lane);
  }
}

/** Facts in runs whose text stays below the longest of an urgent block; a fact that is longer alone stands alone. */
const inBlocks = (facts: readonly Fact[]): readonly (readonly Fact[])[] => {
  const blocks: Fact[][] = [];
  let text = Number.POSITIVE_INFINITY;
  for (const fact of facts) {
    const length = JSON.stringify(fact).length;
    if (text + length > LONGEST_FACTS_TEXT) {
      blocks.push([]);
      text = 0;
    }
    blocks.at(-1)?.push(fact);
    text += length;
  }
  return blocks;
};
