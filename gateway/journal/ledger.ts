import type { Database } from 'better-sqlite3';
import { type SealedBlock, type Sha256, sealBlock } from '../domain/block.ts';
import type { ClockTrust, Instant, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import { BlockStore } from './block-store.ts';
import { type Began, type Identity, ReadingsDraft, type ReadingsView, type Run } from './readings-draft.ts';
import type { HeadsRow } from './single-rows.ts';
import { TailStore } from './tail-store.ts';

/** A block of readings as it was sealed, with the plain numbers it was made of. */
export interface SealedReadings {
  readonly block: SealedBlock;
  readonly began: Began;
  readonly run: Run;
  readonly views: readonly ReadingsView[];
}

export interface LedgerNeeds {
  readonly database: Database;
  readonly identity: Identity;
  readonly sha256: Sha256;
  /** The row as it stands in the file. */
  readonly heads: HeadsRow;
  /** Sees each block of readings as it is sealed, within the transaction. */
  onReadings(sealed: SealedReadings): void;
}

/**
 * Both lanes while they are written: seals, numbers and chains. All of it follows from the file: after a failed
 * transaction a new ledger is made from it. The caller opens and ends the transactions.
 */
export class Ledger {
  readonly stores: Readonly<Record<Lane, BlockStore>>;
  readonly #needs: LedgerNeeds;
  readonly #tail: TailStore;
  #run: Run;
  #draft: ReadingsDraft;
  #heads: Record<Lane, Head>;
  #sealed = new Set<Lane>();
  /** Readings of the draft that have no row in the tail yet. */
  #unwritten = 0;
  /** The latest time that the file knows of. */
  readonly lastStamp: UtcMillis;

  constructor(needs: LedgerNeeds, run: Run) {
    this.#needs = needs;
    this.#run = run;
    this.#draft = new ReadingsDraft(run);
    this.#tail = new TailStore(needs.database);
    this.stores = { readings: new BlockStore(needs.database, 'readings'), urgent: new BlockStore(needs.database, 'urgent') };
    const { readings_last, readings_hash, urgent_last, urgent_hash } = needs.heads;
    this.#heads = { readings: [readings_last, readings_hash], urgent: [urgent_last, urgent_hash] };
    const pieces = this.#tail.pieces();
    for (const { at, clock, readings } of pieces) this.append(readings, at, clock);
    this.lastStamp = Math.max(needs.heads.stamp, ...pieces.map(({ at }) => Math.round(at.now)));
    this.#unwritten = 0;
  }

  get heads(): Readonly<Record<Lane, Head>> {
    return this.#heads;
  }

  /** Readings that are not sealed yet. */
  get tailCount(): number {
    return this.#draft.count;
  }

  /** When the open tail began; undefined while it is empty. */
  get tailBegan(): Began | undefined {
    return this.#draft.began;
  }

  /** A new run begins: blocks carry its boot and channel table. The tail of the run before must have been sealed. */
  enter(run: Run): void {
    this.#run = run;
    this.#draft = new ReadingsDraft(run);
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
    const block = this.#draft.seal(this.#needs.identity, this.#heads.readings, this.#needs.sha256);
    this.#keep(block);
    this.#unwritten = 0;
    this.#needs.onReadings({ block, began, run: this.#run, views });
  }

  /** Seals facts of one instant as one urgent block, behind the readings so far. Gives the number of the first. */
  sealFacts(facts: readonly Fact[], at: Instant, clock: ClockTrust): number {
    this.sealReadings();
    const [before, prev] = this.#heads.urgent;
    const { boot, config } = this.#run;
    const block = sealBlock(
      {
        v: 1,
        ...this.#needs.identity,
        lane: 'urgent',
        first: before + 1,
        last: before + facts.length,
        prev,
        config,
        boot,
        up: Math.floor(at.elapsed),
        t0: Math.round(at.now),
        clock,
        head: this.#heads.readings,
        facts,
      },
      this.#needs.sha256,
    );
    this.#keep(block);
    return block.first;
  }

  /** Writes what has changed. Gives the lanes that grew. `stamp` is the latest time that the record knows of. */
  flush(
    at: Instant,
    clock: ClockTrust,
    writeHeads: (heads: Readonly<Record<Lane, Head>>, stamp: UtcMillis) => void,
  ): readonly Lane[] {
    const grown = [...this.#sealed];
    this.#sealed = new Set();
    if (grown.includes('readings')) this.#tail.clear();
    if (this.#unwritten > 0) this.#tail.write(this.#heads.readings[0] + 1, this.#draft, this.#unwritten, at, clock);
    this.#unwritten = 0;
    for (const lane of grown) this.stores[lane].flush();
    if (grown.length > 0) writeHeads(this.#heads, Math.round(at.now));
    return grown;
  }

  #keep(block: SealedBlock): void {
    this.stores[block.lane].add(block);
    this.#heads[block.lane] = [block.last, block.hash];
    this.#sealed.add(block.lane);
  }
}
