import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import type { Millis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { Checkpointer } from './checkpointer.ts';
import { blocksBetween, undeliveredBlocks, type WantedBlocks } from './delivery.ts';
import type { JournalNeeds, JournalSettings, OpenedJournal } from './journal-settings.ts';
import type { JournalStatus } from './journal-status.ts';
import { KeptFrontiers, KeptStates } from './kept-states.ts';
import type { Ledger } from './ledger.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { takeWriterLock, type WriterLock } from './single-writer.ts';
import { bytesOnDisk, journalError } from './sqlite-file.ts';
import type { Timeline, Turn } from './timeline.ts';

/** How often a checkpoint is signed. */
const CHECKPOINT_EVERY: Millis = 3_600_000;

/**
 * The journal itself: synchronous, in one thread, its only writer. A commit that returned has outlived a power cut; one
 * that threw has left no trace.
 */
export class JournalCore {
  readonly opened: OpenedJournal;
  readonly #settings: JournalSettings;
  readonly #needs: JournalNeeds;
  readonly #lock: WriterLock;
  readonly #file: OpenFile;
  readonly #database: Database;
  readonly #timeline: Timeline;
  readonly #states: KeptStates;
  readonly #frontiers: KeptFrontiers;
  readonly #checkpointer: Checkpointer;
  #ledger: Ledger;
  /** The last urgent number when the record was last concluded. */
  #concluded = -1;
  #onSealed: (lane: Lane, head: Head) => void = () => undefined;

  /** Opens the journal in `settings.folder`, and makes it where there is none. @throws EdgeError `gateway-running`, `journal-newer`, `data-folder-unwritable`. */
  constructor(settings: JournalSettings, needs: JournalNeeds) {
    this.#settings = settings;
    this.#needs = needs;
    this.#lock = takeWriterLock(settings.folder);
    this.#file = openedFile(settings, needs, this.#lock);
    const { database, timeline, ledger, identity } = this.#file;
    this.#database = database;
    this.#timeline = timeline;
    this.#ledger = ledger;
    this.#states = new KeptStates(database);
    this.#frontiers = new KeptFrontiers(database);
    this.#checkpointer = new Checkpointer(identity, needs.signer, needs.clock.elapsed());
    this.opened = {
      ...this.#file.found,
      heads: { ...ledger.heads },
      states: this.#states.all(),
      delivered: this.#frontiers.all(),
    };
  }

  /** Calls back after each seal, once the block is durable. One listener. */
  onSealed(listener: (lane: Lane, head: Head) => void): void {
    this.#onSealed = listener;
  }

  /** Makes an entry durable. @throws EdgeError `journal-full`, `journal-damaged`, `journal-lost`. */
  commit(entry: CommitEntry): Committed {
    const turn = this.#timeline.turn(entry.at, entry.clock);
    const first = this.#transact(turn, () => this.#record(entry, turn));
    return { first, dropped: 0 };
  }

  /** Blocks that `delivered` doesn't cover, in rising order, at most `want.bytes` of them, and one at least. */
  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): readonly SealedBlock[] {
    return undeliveredBlocks(this.#ledger.stores[lane], delivered, want);
  }

  /** The blocks that hold any number of `first..last`, at most `bytes` of them, and one at least. */
  blocks(lane: Lane, first: number, last: number, bytes: number): readonly SealedBlock[] {
    return blocksBetween(this.#ledger.stores[lane], first, last, bytes);
  }

  /** Keeps how far an uplink has come; durable with the next commit. A frontier never moves back. */
  settle(uplink: string, lane: Lane, delivered: Delivered): void {
    this.#frontiers.settle(uplink, lane, delivered);
  }

  /** Its account of itself. */
  status(): JournalStatus {
    const { stores, heads, tailCount } = this.#ledger;
    return {
      journal: this.opened.journal,
      heads: { ...heads },
      oldest: { readings: stores.readings.oldest, urgent: stores.urgent.oldest },
      tail: tailCount,
      bytes: bytesOnDisk(this.#settings.folder),
      dropped: 0,
      ...this.#checkpointer.lastStamp,
    };
  }

  /** Does whatever has become due without a commit. */
  tick(): void {
    const turn = this.#timeline.turnAt(this.#needs.clock.elapsed());
    const { elapsed } = turn.at;
    const began = this.#ledger.tailBegan;
    const sealDue = began !== undefined && elapsed >= began.up + this.#settings.keep.seal;
    if (sealDue || this.#checkpointer.due(elapsed, CHECKPOINT_EVERY)) this.#transact(turn, () => this.#seal([], turn));
  }

  /** Seals the tail and signs a checkpoint, so that all there is can be handed over before the end. */
  conclude(): void {
    const turn = this.#timeline.turnAt(this.#needs.clock.elapsed());
    this.#transact(turn, () => {
      this.#ledger.sealReadings();
      this.#ledger.sealFacts([this.#checkpointer.fact(this.#ledger.heads, turn.at)], turn.at, turn.clock);
    });
    this.#concluded = this.#ledger.heads.urgent[0];
  }

  /** Concludes, unless that was the last that happened; folds the write-ahead log in, and lets go of the file. */
  close(): void {
    if (this.#concluded !== this.#ledger.heads.urgent[0] || this.#ledger.tailCount > 0) this.conclude();
    this.#transact(this.#timeline.turnAt(this.#needs.clock.elapsed()), () => {
      this.#frontiers.write();
      this.#file.rows.writeRunning(false);
    });
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    this.#database.close();
    this.#lock.release();
  }

  #record({ readings, facts, states }: CommitEntry, turn: Turn): number {
    const told = [...clockFacts(turn, facts), ...facts];
    if (told.length > facts.length) this.#ledger.sealReadings(); // what came before the step keeps its own time
    this.#ledger.append(readings, turn.at, turn.clock);
    this.#states.write(states);
    if (this.#frontiers.waiting) this.#frontiers.write();
    const began = this.#ledger.tailBegan;
    const sealDue = began !== undefined && turn.at.elapsed + this.#settings.keep.commit > began.up + this.#settings.keep.seal;
    if (told.length === 0 && !sealDue) return 0;
    const first = this.#seal(told, turn);
    return facts.length === 0 ? 0 : first + told.length - facts.length;
  }

  /** Seals the tail, then facts, with a checkpoint where one is due. Gives the number of the first fact, or 0. */
  #seal(facts: readonly Fact[], { at, clock }: Turn): number {
    this.#ledger.sealReadings();
    const due = this.#checkpointer.due(at.elapsed, CHECKPOINT_EVERY);
    const all = due ? [...facts, this.#checkpointer.fact(this.#ledger.heads, at)] : facts;
    return all.length === 0 ? 0 : this.#ledger.sealFacts(all, at, clock);
  }

  #transact<Result>(turn: Turn, work: () => Result): Result {
    let grown: readonly Lane[] = [];
    let result: Result;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      result = work();
      grown = this.#ledger.flush(turn.at, turn.clock, (heads, stamp) => this.#file.rows.writeHeads(heads, stamp));
      this.#database.exec('COMMIT');
    } catch (error) {
      throw this.#undone(error);
    }
    this.#timeline.taken(turn);
    this.#frontiers.written();
    this.#checkpointer.taken();
    for (const lane of grown) this.#onSealed(lane, this.#ledger.heads[lane]);
    return result;
  }

  /** After a failed transaction the memory is what the file says. */
  #undone(error: unknown): EdgeError {
    const reason = journalError(error);
    try {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      this.#checkpointer.undone();
      this.#ledger = this.#file.reread();
    } catch (second) {
      return new EdgeError('journal-lost', `${reason.message}; then: ${journalError(second).message}`, { cause: error });
    }
    return reason;
  }
}

/** A step of the wall clock, or a change of trust in it, is told once: by whoever gave the entry, or else here. */
const clockFacts = ({ at, clock, step, trustChanged }: Turn, facts: readonly Fact[]): readonly Fact[] =>
  (step === 0 && !trustChanged) || facts.some(({ kind }) => kind === 'clock')
    ? []
    : [{ kind: 'clock', at: Math.round(at.now), clock, step, source: 'journal' }];

const openedFile = (settings: JournalSettings, needs: JournalNeeds, lock: WriterLock): OpenFile => {
  try {
    return openFile(settings, needs);
  } catch (error) {
    lock.release();
    throw journalError(error);
  }
};

/** Opens a journal on the given clock; see `JournalCore`. */
export const openJournalCore = (settings: JournalSettings, needs: JournalNeeds): JournalCore => new JournalCore(settings, needs);
