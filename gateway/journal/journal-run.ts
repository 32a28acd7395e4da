import type { Database } from 'better-sqlite3';
import type { SealedBlock } from '../domain/block.ts';
import type { Millis } from '../domain/clock.ts';
import type { CommitEntry } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import type { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { Checkpointer } from './checkpointer.ts';
import { blocksBetween, undeliveredBlocks, type WantedBlocks } from './delivery.ts';
import { History } from './history.ts';
import type { JournalNeeds, JournalSettings, OpenedJournal } from './journal-settings.ts';
import { KeptFrontiers, KeptStates } from './kept-states.ts';
import type { Ledger } from './ledger.ts';
import type { OpenFile } from './open-file.ts';
import type { Identity } from './readings-draft.ts';
import { closeUnfolded, journalError } from './sqlite-file.ts';
import type { Turn } from './timeline.ts';

/** How often a checkpoint is signed. */
const CHECKPOINT_EVERY: Millis = 3_600_000;

/** Syncs that an end may still take once all is sealed: frontiers, the log, and the file that the log is folded into. */
const SYNCS_OF_AN_END = 3;

/** What a run tells of what has become durable. */
export type SealListener = (lane: Lane, head: Head) => void;

/** One journal's file from its opening to its end: every change of it is a transaction here. */
export class JournalRun {
  readonly opened: OpenedJournal;
  readonly database: Database;
  readonly identity: Identity;
  readonly history: History;
  readonly frontiers: KeptFrontiers;
  readonly #settings: JournalSettings;
  readonly #needs: JournalNeeds;
  readonly #file: OpenFile;
  readonly #states: KeptStates;
  readonly #checkpointer: Checkpointer;
  readonly #onSealed: SealListener;
  #ledger: Ledger;
  /** After a failed transaction, until the memory is again what the file says. */
  #stale = false;
  /** How long the last transaction took, its syncs included. */
  #took: Millis = 0;

  constructor(file: OpenFile, settings: JournalSettings, needs: JournalNeeds, onSealed: SealListener) {
    this.#settings = settings;
    this.#needs = needs;
    this.#file = file;
    this.#onSealed = onSealed;
    this.database = file.database;
    this.identity = file.identity;
    this.#ledger = file.ledger;
    this.#states = new KeptStates(file.database);
    this.frontiers = new KeptFrontiers(file.database);
    this.history = new History(file.database, settings.channels);
    this.#checkpointer = new Checkpointer(file.identity, needs.signer, needs.clock.elapsed());
    this.opened = { ...file.found, heads: file.ledger.heads, states: this.#states.all(), delivered: this.frontiers.all() };
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  get checkpointer(): Checkpointer {
    return this.#checkpointer;
  }

  /** The moment as the record takes it, when nobody brings a newer wall time. */
  get turn(): Turn {
    return this.#file.timeline.turnAt(this.#needs.clock.elapsed());
  }

  /**
   * Makes an entry durable, and counts readings that found no room before it. States that `waited` are older than the
   * entry's readings. Gives the number of its first fact, or 0.
   */
  commit(entry: CommitEntry, dropped = 0, waited: readonly SavedState[] = []): number {
    const turn = this.#file.timeline.turn(entry.at, entry.clock);
    return this.#transact(
      turn,
      () => {
        if (dropped > 0) this.#ledger.note({ dropped: this.#ledger.row.dropped + dropped });
        const table = this.#keep(waited, turn);
        if (table.length > 0) this.#seal(table, turn); // before anything that was read under it
        return this.#record(entry, turn);
      },
      entry.last === true ? 'last' : 'more',
    );
  }

  /** Seals facts of the journal's own, together with other changes to its file; `about` is asked once the readings are sealed. */
  know(about: (turn: Turn) => readonly Fact[], change: () => void = () => undefined): void {
    const { turn } = this;
    this.#transact(turn, () => {
      this.#ledger.sealReadings();
      this.#seal(about(turn), turn);
      change();
    });
  }

  /** Changes the file, without sealing anything. */
  change(change: () => void): void {
    this.#transact(this.turn, change);
  }

  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): readonly SealedBlock[] {
    return undeliveredBlocks(this.#ledger.stores[lane], delivered, want);
  }

  blocks(lane: Lane, first: number, last: number, bytes: number): readonly SealedBlock[] {
    return blocksBetween(this.#ledger.stores[lane], first, last, bytes);
  }

  /** True when something is to be sealed or signed, though nobody commits anything. */
  get isDue(): boolean {
    const { elapsed } = this.turn.at;
    const began = this.#ledger.tailBegan;
    return (
      (began !== undefined && elapsed >= began.up + this.#settings.keep.seal) || this.#checkpointer.due(elapsed, CHECKPOINT_EVERY)
    );
  }

  /** Seals the tail and signs a checkpoint, so that all there is can be handed over before the end; nothing where that was the last that happened. */
  conclude(): void {
    const { turn } = this;
    if (this.#ledger.row.running === 1) this.#transact(turn, () => this.#end([], turn), 'last');
  }

  /** Whether the disk is so slow that what an end still has to write takes longer than `left`. */
  isHurried(left: Millis): boolean {
    return SYNCS_OF_AN_END * this.#took > left;
  }

  /**
   * Ends the run: concludes, keeps the frontiers, folds the write-ahead log in, and closes the file. In a hurry it leaves
   * the log as it is: the next start reads it, and a platform is sent a little again.
   */
  close(left: Millis = Number.POSITIVE_INFINITY): void {
    this.conclude();
    if (this.isHurried(left)) {
      closeUnfolded(this.database);
      return;
    }
    if (this.frontiers.waiting) this.#transact(this.turn, () => undefined, 'last');
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    this.abandon();
  }

  /** The kept states, where they can still be read. */
  readableStates(): readonly SavedState[] | undefined {
    try {
      return this.#states.all();
    } catch {
      return undefined; // of a damaged file: what its pages still hold is read without SQLite
    }
  }

  /** Closes the file as it is. */
  abandon(): void {
    if (this.database.open) this.database.close();
  }

  #record({ readings, facts, states, last }: CommitEntry, turn: Turn): number {
    if (turn.step !== 0 || turn.trustChanged) this.#ledger.sealReadings(); // what came before keeps its own time
    this.#ledger.append(readings, turn.at, turn.clock);
    const told = withClockFact(turn, [...this.#keep(states, turn), ...facts]);
    if (last === true) return this.#ownFirst(facts, told, this.#end(told, turn));
    const began = this.#ledger.tailBegan;
    const sealDue = began !== undefined && turn.at.elapsed + this.#settings.keep.commit > began.up + this.#settings.keep.seal;
    if (told.length === 0 && !sealDue && !this.#checkpointer.due(turn.at.elapsed, CHECKPOINT_EVERY)) return 0;
    return this.#ownFirst(facts, told, this.#seal(told, turn));
  }

  #ownFirst(facts: readonly Fact[], told: readonly Fact[], first: number): number {
    return facts.length === 0 ? 0 : first + told.length - facts.length;
  }

  /** Seals everything, with a checkpoint behind it: whatever ends the process then, its record ended cleanly. */
  #end(facts: readonly Fact[], turn: Turn): number {
    this.#ledger.note({ running: 0 });
    return this.#ledger.sealFacts(facts, turn.at, turn.clock, this.#checkpointAt(turn));
  }

  /** Keeps states; gives the new channel table where one follows from them. */
  #keep(states: readonly SavedState[], turn: Turn): readonly Fact[] {
    this.#states.write(states);
    const prefix = this.#needs.tableStates?.prefix;
    const isOfTable = prefix !== undefined && states.some(({ key }) => key.startsWith(prefix));
    return isOfTable ? this.#file.restate(this.#ledger, Math.round(turn.at.now)) : [];
  }

  /** Seals the tail, then facts, with a checkpoint where one is due. Gives the number of the first fact, or 0. */
  #seal(facts: readonly Fact[], turn: Turn): number {
    this.#ledger.sealReadings();
    const due = this.#checkpointer.due(turn.at.elapsed, CHECKPOINT_EVERY);
    if (facts.length === 0 && !due) return 0;
    return this.#ledger.sealFacts(facts, turn.at, turn.clock, due ? this.#checkpointAt(turn) : undefined);
  }

  #checkpointAt({ at }: Turn): (heads: Readonly<Record<Lane, Head>>) => Fact {
    return (heads) => this.#checkpointer.fact(heads, at);
  }

  #transact<Result>(turn: Turn, work: () => Result, after: 'more' | 'last' = 'more'): Result {
    const began = this.#needs.clock.elapsed();
    let grown: readonly Lane[] = [];
    let result: Result;
    try {
      if (this.#stale) this.#reread();
      this.database.exec('BEGIN IMMEDIATE');
      if (after === 'more' && this.#ledger.row.running === 0) this.#ledger.note({ running: 1 }); // it goes on after all
      result = work();
      this.frontiers.write();
      grown = this.#ledger.flush(turn.at, turn.clock);
      if (grown.includes('readings') || this.history.waiting) this.history.write();
      this.database.exec('COMMIT');
    } catch (error) {
      throw this.#undone(error);
    }
    this.#took = this.#needs.clock.elapsed() - began;
    this.#durable(turn, grown);
    return result;
  }

  #durable(turn: Turn, grown: readonly Lane[]): void {
    this.#file.timeline.taken(turn);
    this.frontiers.written();
    this.#checkpointer.taken();
    this.history.written();
    for (const sealed of this.#ledger.takeSealed()) this.history.addSealed(sealed);
    for (const lane of grown) this.#onSealed(lane, this.#ledger.heads[lane]);
  }

  #undone(error: unknown): EdgeError {
    const reason = journalError(error);
    this.#stale = true;
    this.#checkpointer.undone();
    try {
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      this.#reread();
      return reason;
    } catch (second) {
      const then = journalError(second);
      return then.code === 'journal-damaged' ? then : reason;
    }
  }

  #reread(): void {
    this.history.undone();
    this.#ledger = this.#file.reread();
    this.#stale = false;
  }
}

/**
 * A step of the wall clock, or a change of trust in it, is told once: by a fact of its own, or by that of whoever vouches
 * for the time, who can't know how far it moved.
 */
const withClockFact = ({ at, clock, step, trustChanged }: Turn, facts: readonly Fact[]): readonly Fact[] => {
  if (step === 0 && !trustChanged) return facts;
  if (facts.some(({ kind }) => kind === 'clock')) {
    return facts.map((fact) => (fact.kind === 'clock' && fact.step === 0 ? { ...fact, step } : fact));
  }
  return [{ kind: 'clock', at: Math.round(at.now), clock, step, source: 'journal' }, ...facts];
};
