import type { SealedBlock } from '../domain/block.ts';
import type { Millis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { type Chore, Chores } from './chores.ts';
import type { WantedBlocks } from './delivery.ts';
import { DiskReserve } from './disk-room.ts';
import { type HistoryAnswer, pointsBetween } from './history-query.ts';
import { Housekeeping } from './housekeeping.ts';
import { JournalRun } from './journal-run.ts';
import type { JournalNeeds, JournalSettings, OpenedJournal } from './journal-settings.ts';
import type { JournalStatus } from './journal-status.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { Probation } from './probation.ts';
import { RecordCheck } from './record-check.ts';
import { readRemains } from './remains.ts';
import { salvageChore } from './salvage-chore.ts';
import { namesSetAside, type SetAsideReason, setAside, waitingForSalvage } from './set-aside.ts';
import { Shortage } from './shortage.ts';
import { takeWriterLock, type WriterLock } from './single-writer.ts';
import { bytesOnDisk, journalError } from './sqlite-file.ts';

/** The whole record is checked in the background this often: a card forgets silently. */
const CHECK_EVERY: Millis = 86_400_000;

/** What the core tells of, once it is durable. */
export interface JournalListener {
  onSealed(lane: Lane, head: Head): void;
  /** Blocks left the old end of a lane: frontiers stand at least there. */
  onRetired(lane: Lane, head: Head): void;
  /** A new journal took the place of the one that was open. */
  onSucceeded(opened: OpenedJournal): void;
}

const NOBODY: JournalListener = { onSealed: () => undefined, onRetired: () => undefined, onSucceeded: () => undefined };

/**
 * The journal of a data folder: synchronous, in one thread, its only writer. A commit that returned has outlived a power
 * cut. Damage is met by setting the file aside, whole, and going on in a new journal that names it.
 */
export class JournalCore {
  readonly #settings: JournalSettings;
  readonly #needs: JournalNeeds;
  readonly #lock: WriterLock;
  readonly #shortage: Shortage;
  #run: JournalRun;
  #chores: Chores;
  #housekeeping: Housekeeping;
  #listener = NOBODY;
  readonly #probation = new Probation();
  /** When the whole record is checked next. */
  #checkAt: Millis = 0;

  /**
   * Opens the journal in `settings.folder`, and makes it where there is none.
   * @throws EdgeError `gateway-running`, `journal-newer`, `key-unreadable`, `data-folder-unwritable`, `journal-full`.
   */
  constructor(settings: JournalSettings, needs: JournalNeeds) {
    this.#settings = settings;
    this.#needs = needs;
    this.#lock = takeWriterLock(settings.folder);
    try {
      this.#run = this.#openedWithReserve();
      [this.#housekeeping, this.#chores] = this.#kept(this.#run);
      this.#shortage = new Shortage({
        folder: settings.folder,
        foldLog: () => this.#housekeeping.foldLog(),
        makeRoom: () => this.#housekeeping.makeRoom(),
        allowGrowth: (growth) => this.#housekeeping.allowGrowth(growth),
      });
    } catch (error) {
      this.#lock.release();
      throw journalError(error);
    }
  }

  /** What it was found to hold; of the new journal, once one has taken the place of the old. */
  get opened(): OpenedJournal {
    return this.#run.opened;
  }

  /** Who hears of what has become durable. One listener. */
  listen(listener: JournalListener): void {
    this.#listener = listener;
  }

  /** Makes an entry durable; see `Committed` for what had no room. @throws EdgeError `journal-full`, `data-folder-unwritable`, `journal-lost`. */
  commit(entry: CommitEntry): Committed {
    return this.#surviving(() => this.#committed(entry));
  }

  /** Blocks that `delivered` doesn't cover, in rising order, at most `want.bytes` of them, and one at least. */
  undelivered(lane: Lane, delivered: Delivered, want: WantedBlocks): readonly SealedBlock[] {
    return this.#surviving(() => this.#run.undelivered(lane, delivered, want));
  }

  /** The blocks that hold any number of `first..last`, at most `bytes` of them, and one at least. */
  blocks(lane: Lane, first: number, last: number, bytes: number): readonly SealedBlock[] {
    return this.#surviving(() => this.#run.blocks(lane, first, last, bytes));
  }

  /** Sealed readings of a channel from `from` to `to` (UTC ms), thinned to about `most` where there are more. */
  history(channel: string, from: number, to: number, most: number): HistoryAnswer {
    return this.#surviving(() => {
      for (const { step } of this.#housekeeping.catchUp()) while (step());
      const { history } = this.#run;
      return pointsBetween(history.rows(channel, from, to), [from, to], most, () => history.broken());
    });
  }

  /** Keeps how far an uplink has come; durable with the next commit. A frontier never moves back. */
  settle(uplink: string, lane: Lane, delivered: Delivered): void {
    this.#run.frontiers.settle(uplink, lane, delivered);
  }

  /** Its account of itself. */
  status(): JournalStatus {
    const { stores, heads, tailCount, row } = this.#run.ledger;
    const trouble = this.#shortage.trouble ?? (this.#probation.isOn ? 'damaged' : undefined);
    return {
      journal: this.opened.journal,
      heads,
      oldest: { readings: stores.readings.oldest, urgent: stores.urgent.oldest },
      tail: tailCount,
      bytes: bytesOnDisk(this.#settings.folder),
      setAside: namesSetAside(this.#settings.folder),
      dropped: row.dropped + this.#shortage.untold,
      ...this.#run.checkpointer.lastStamp,
      ...(trouble === undefined ? {} : { trouble }),
    };
  }

  /** Does whatever has become due without a commit: seals, signs, retires. */
  tick(): void {
    this.#unasked(() => {
      const { at, clock } = this.#run.turn;
      if (this.#run.isDue || this.#probation.wantsCommit(at.elapsed))
        this.#committed({ at, clock, readings: new Float64Array(0), facts: [], states: [] });
      this.#shortage.tick(at);
      const short = this.#shortage.trouble !== undefined;
      for (const chore of this.#housekeeping.tick(short)) this.#chores.add(chore);
      this.#checkWhenDue(at.elapsed);
    });
  }

  /** Does a little of what can wait; false when nothing waits. */
  work(): boolean {
    return this.#unasked(() => this.#chores.step()) ?? false;
  }

  /**
   * Ends this journal, sets its file aside whole, and goes on in a new one that names it: when a receiver shows that this
   * one is an old copy (`restored`), or that another box goes on with it (`cloned`).
   */
  succeed(reason: 'restored' | 'cloned'): OpenedJournal {
    this.#run.close();
    this.#replace(reason);
    return this.opened;
  }

  /** Seals the tail and signs a checkpoint, so that all there is can be handed over before the end. */
  conclude(): void {
    this.#surviving(() => this.#run.conclude());
  }

  /** Whether the disk is so slow that an orderly close takes longer than `left`. */
  isHurried(left: Millis): boolean {
    return this.#run.isHurried(left);
  }

  /** Concludes, unless that was the last that happened; folds the write-ahead log in where `left` suffices, and lets go of the file and the folder. */
  close(left?: Millis): void {
    try {
      this.#run.close(left);
    } finally {
      this.#run.abandon();
      this.#lock.release();
    }
  }

  #committed(entry: CommitEntry): Committed {
    const committed = this.#shortage.commit(this.#run, entry);
    this.#probation.committed(entry.at.elapsed, this.#shortage.trouble === undefined);
    return committed;
  }

  /** Opens the journal; on a full disk with what was reserved for it. */
  #openedWithReserve(): JournalRun {
    try {
      return this.#opened();
    } catch (error) {
      if (journalError(error).code !== 'journal-full') throw error;
      new DiskReserve(this.#settings.folder).release();
      return this.#opened();
    }
  }

  #opened(): JournalRun {
    try {
      const file = openFile(this.#settings, this.#needs);
      return file === 'of-another-gateway' ? this.#succeeding('moved', true) : this.#runOf(file);
    } catch (error) {
      if (journalError(error).code !== 'journal-damaged') throw error;
      this.#probation.begin();
      return this.#succeeding('damaged', true);
    }
  }

  #runOf(file: OpenFile): JournalRun {
    try {
      return new JournalRun(file, this.#settings, this.#needs, (lane, head) => this.#listener.onSealed(lane, head));
    } catch (error) {
      file.database.close();
      throw error;
    }
  }

  #kept(run: JournalRun): [Housekeeping, Chores] {
    const { folder } = this.#settings;
    const chores = new Chores();
    const housekeeping = new Housekeeping(run, this.#settings, this.#needs.signer, (lane, head) =>
      this.#listener.onRetired(lane, head),
    );
    for (const chore of housekeeping.catchUp()) chores.add(chore);
    if (run.opened.before === 'unclean') chores.add(this.#check(run));
    this.#checkAt = this.#needs.clock.elapsed() + CHECK_EVERY;
    for (const path of waitingForSalvage(folder)) chores.add(salvageChore(folder, path, run, this.#needs.sha256));
    return [housekeeping, chores];
  }

  #check(run: JournalRun): Chore {
    const check = new RecordCheck(() => run.ledger.stores, this.#needs.sha256);
    return { name: 'check', step: () => check.step() };
  }

  #checkWhenDue(elapsed: Millis): void {
    if (elapsed < this.#checkAt) return;
    this.#checkAt = elapsed + CHECK_EVERY;
    this.#chores.add(this.#check(this.#run));
  }

  /** Work that nobody asked for: where the disk doesn't take it, that is noted, and it is left for later. */
  #unasked<Result>(work: () => Result): Result | undefined {
    return this.#surviving(() => {
      try {
        return work();
      } catch (error) {
        const reason = journalError(error);
        if (reason.code === 'journal-damaged') throw reason;
        this.#shortage.note(reason, this.#run.turn.at);
        return undefined;
      }
    });
  }

  #surviving<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      if (journalError(error).code !== 'journal-damaged') throw journalError(error);
      this.#probation.begin();
      const states = this.#run.readableStates();
      this.#run.abandon();
      this.#replace('damaged', states);
      return action();
    }
  }

  #replace(reason: SetAsideReason, states?: readonly SavedState[]): void {
    this.#run = this.#succeeding(reason, false, states);
    [this.#housekeeping, this.#chores] = this.#kept(this.#run);
    this.#listener.onSucceeded(this.opened);
  }

  #succeeding(reason: SetAsideReason, off: boolean, states?: readonly SavedState[]): JournalRun {
    const { folder } = this.#settings;
    const path = setAside(folder, reason, this.#needs.clock.now());
    const found = readRemains(path);
    const remains = { ...found, states: states ?? found.states };
    const file = openFile(this.#settings, this.#needs, { reason, remains, off });
    if (file === 'of-another-gateway') throw new EdgeError('journal-lost', 'a new journal took another name than it was given');
    return this.#runOf(file);
  }
}
