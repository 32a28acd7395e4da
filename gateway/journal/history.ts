import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import type { Channel } from '../domain/channel.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import { HistoryPiece } from './history-piece.ts';
import { HistoryStore } from './history-store.ts';
import type { SealedReadings } from './ledger.ts';
import type { Run } from './readings-draft.ts';
import { eachStoredReading } from './readings-line.ts';
import { isRecorded, recordedQuality } from './recorded-reading.ts';

/** A piece is written once it holds this many points: its row fills a page. */
const POINTS_IN_A_PIECE = 480;

/** Or once it reaches this far back, in ms or in numbers: what is not written is read from the blocks again after a restart. */
const LONGEST_PIECE = 6 * 3_600_000;
const FARTHEST_BACK = 500_000;

/** How often, in numbers, the pieces of seldom read channels are looked at. */
const LOOK_EVERY = 20_000;

/** One channel's history while it is written. */
interface Trail {
  readonly channel: string;
  readonly resolution: number;
  /** Number of the last reading in its rows. */
  written: number;
  piece: HistoryPiece;
  full: boolean;
}

/**
 * The record by channel, for charts and reports: derived from the blocks, and made again from them wherever it is missing.
 * What is not yet a full piece stays in memory, and is read from the blocks again after a restart.
 */
export class History {
  readonly #database: Database;
  readonly #resolutions: ReadonlyMap<string, number>;
  readonly #trails = new Map<string, Trail>();
  #store: HistoryStore;
  /** Number of the last reading that was taken in. */
  #upTo: number;
  #full: Trail[] = [];
  #lookAt = LOOK_EVERY;
  #run: { readonly run: Run; readonly trails: readonly Trail[] } | undefined;
  #broken = false;

  constructor(database: Database, channels: readonly Channel[]) {
    this.#database = database;
    this.#store = new HistoryStore(database);
    this.#resolutions = new Map(channels.map(({ id, resolution }) => [id, resolution]));
    this.#upTo = this.#store.resume() - 1;
  }

  /** Number of the last reading that was taken in; what comes after it is to be read from the blocks. */
  get upTo(): number {
    return this.#upTo;
  }

  /** The rows of a channel, and what is still in memory. */
  rows(channel: string, from: number, to: number): readonly Uint8Array[] {
    const written = [...this.#store.rows(channel, from, to)].map(({ points }) => points);
    const piece = this.#trails.get(channel)?.piece;
    return piece === undefined || piece.count === 0 ? written : [...written, piece.packed()];
  }

  /** A row is not what was written: everything is made again from the blocks. */
  broken(): void {
    this.#broken = true;
  }

  /** Takes in a block that was just sealed and is durable, unless older ones are still to be read. */
  addSealed({ block, began, run, views }: SealedReadings): void {
    if (this.#upTo !== block.first - 1) return;
    const trails = this.#trailsOf(run);
    const ahead = began.t0 - began.up;
    let number = block.first;
    for (const { numbers, from, to } of views) {
      for (let index = from; index < to; index += BATCH_STRIDE) {
        const trail = trails[numbers[index + 1] ?? -1];
        const value = numbers[index + 2] ?? Number.NaN;
        const code = numbers[index + 3] ?? 0;
        if (trail !== undefined) this.#add(trail, number, Math.floor(numbers[index] ?? 0) + ahead, value, code);
        number += 1;
      }
    }
    this.#upTo = block.last;
  }

  /** Takes in a block as it was stored. */
  addStored(block: SealedBlock): void {
    let trails: readonly Trail[] = [];
    let number = block.first;
    const begin = (channels: readonly string[]): void => {
      trails = channels.map((channel) => this.#trailOf(channel));
    };
    eachStoredReading(block, begin, (place, at, value, code) => {
      const trail = trails[place];
      if (trail !== undefined && number > trail.written) this.#add(trail, number, at, value, code);
      number += 1;
    });
    this.#upTo = block.last;
  }

  /** Whether full pieces wait to be written. */
  get waiting(): boolean {
    return this.#broken || this.#full.length > 0;
  }

  /** Writes the full pieces, within the caller's transaction. */
  write(): void {
    if (this.#broken) {
      this.#store.clear();
      return;
    }
    if (this.#upTo >= this.#lookAt) this.#lookForOld();
    if (this.#full.length === 0) return;
    const resume = this.#resume();
    for (const { channel, piece } of this.#full) this.#store.write(channel, piece, resume);
  }

  /** What was written is durable. */
  written(): void {
    if (this.#broken) this.#beginAnew();
    for (const trail of this.#full) {
      trail.written = trail.piece.last;
      trail.piece = new HistoryPiece(trail.resolution);
      trail.full = false;
    }
    this.#full = [];
  }

  /** The transaction was undone: the rows are read anew, the pieces wait for the next one. */
  undone(): void {
    this.#store = new HistoryStore(this.#database);
  }

  /** Forgets what lies before reading `last`, within the caller's transaction. */
  retire(last: number): void {
    this.#store.retire(last);
  }

  #add(trail: Trail, number: number, at: number, value: number, code: number): void {
    trail.piece.add(number, at, isRecorded(value, code) ? value : Number.NaN, recordedQuality(value, code));
    if (trail.piece.count >= POINTS_IN_A_PIECE && !trail.full) this.#filled(trail);
  }

  #filled(trail: Trail): void {
    trail.full = true;
    this.#full.push(trail);
  }

  #lookForOld(): void {
    this.#lookAt = this.#upTo + LOOK_EVERY;
    for (const trail of this.#trails.values()) {
      const { count, first, earliest, latest } = trail.piece;
      const old = count > 0 && (first < this.#upTo - FARTHEST_BACK || earliest < latest - LONGEST_PIECE);
      if (old && !trail.full) this.#filled(trail);
    }
  }

  /** The first reading that stands in no row, once the full pieces are written. */
  #resume(): number {
    let resume = this.#upTo + 1;
    for (const { piece, full } of this.#trails.values()) {
      if (!full && piece.count > 0) resume = Math.min(resume, piece.first);
    }
    return resume;
  }

  #beginAnew(): void {
    this.#trails.clear();
    this.#run = undefined;
    this.#full = [];
    this.#upTo = 0;
    this.#broken = false;
  }

  #trailsOf(run: Run): readonly Trail[] {
    if (this.#run?.run !== run) this.#run = { run, trails: run.channels.map((channel) => this.#trailOf(channel)) };
    return this.#run.trails;
  }

  #trailOf(channel: string): Trail {
    const known = this.#trails.get(channel);
    if (known !== undefined) return known;
    const resolution = this.#resolutions.get(channel) ?? 1;
    const written = this.#store.lastNumber(channel);
    const trail = { channel, resolution, written, piece: new HistoryPiece(resolution), full: false };
    this.#trails.set(channel, trail);
    return trail;
  }
}
