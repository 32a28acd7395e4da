import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { DiskReserve, freeBytes, PLENTY } from './disk-room.ts';
import type { JournalRun } from './journal-run.ts';
import { journalError } from './sqlite-file.ts';

/** How often is looked whether there is room again. */
const LOOK_EVERY: Millis = 10_000;

/** Facts that may wait for room; with more the gateway ends, so that whoever starts it knows. */
const MOST_FACTS = 10_000;

const NO_READINGS = new Float64Array(0);

/** How far the journal's file may grow. */
export type Growth = 'normal' | 'none' | 'reserve';

/** What entries are committed to. */
type CommittingRun = Pick<JournalRun, 'commit'>;

/** What a shortage needs of the journal around it. */
export interface ShortageNeeds {
  readonly folder: string;
  /** Folds the write-ahead log into the file: what it holds of the disk is used again, by nobody else. */
  foldLog(): void;
  /** Retires the oldest readings to make room inside the file; false where there was nothing to retire. */
  makeRoom(): boolean;
  /** How far the file may grow: as the site allows less the reserve, not at all, or into the reserve, for facts. */
  allowGrowth(growth: Growth): void;
}

/**
 * Commits where the disk is full, or fails. Facts go before readings: the reserve is opened, and the oldest readings are
 * retired, so that the record goes on within the room it has. Where even that is not possible, readings are dropped,
 * counted, and told by facts; facts have the reserve to themselves. Facts that find no room either wait in memory: a disk
 * that takes nothing must not end the watch over the cabinets.
 */
export class Shortage {
  readonly #needs: ShortageNeeds;
  readonly #reserve: DiskReserve;
  #trouble: 'full' | 'failing' | undefined;
  /** No room could be made: readings are dropped until there is some. */
  #thin = false;
  /** Whether the record says that storage is short. */
  #told = false;
  #dropped: { readonly from: UtcMillis; readonly readings: number } | undefined;
  /** States that could not be written: the next commit takes them along. */
  readonly #states = new Map<string, SavedState>();
  /** And facts. */
  #facts: readonly Fact[] = [];
  #lookAt: Millis = 0;

  constructor(needs: ShortageNeeds) {
    this.#needs = needs;
    this.#reserve = new DiskReserve(needs.folder);
    needs.allowGrowth('normal');
    this.#takeReserve();
  }

  /** What is wrong with the storage; undefined while it is well. */
  get trouble(): 'full' | 'failing' | undefined {
    return this.#trouble;
  }

  /** Readings that were dropped, and are not told yet. */
  get untold(): number {
    return this.#dropped?.readings ?? 0;
  }

  /** Commits as much of an entry as there is room for. @throws EdgeError when too many facts wait already, or the file is damaged. */
  commit(run: CommittingRun, entry: CommitEntry): Committed {
    if (this.#thin) return this.#factsAlone(run, entry);
    const whole = this.#attempt(() => this.#whole(run, entry));
    return whole.is === 'done' ? whole.committed : this.#short(run, entry, whole.reason);
  }

  /** Looks from time to time whether there is room again. */
  tick({ elapsed }: Instant): void {
    if (this.#trouble === undefined || elapsed < this.#lookAt) return;
    this.#lookAt = elapsed + LOOK_EVERY;
    if (freeBytes(this.#needs.folder) < PLENTY || !this.#takeReserve()) return;
    this.#needs.allowGrowth('normal');
    this.#trouble = undefined;
    this.#thin = false;
  }

  /** Notes that the disk took something not. */
  note(reason: EdgeError, { elapsed }: Instant): void {
    this.#trouble = reason.code === 'journal-full' ? 'full' : 'failing';
    this.#lookAt = elapsed + LOOK_EVERY;
  }

  #short(run: CommittingRun, entry: CommitEntry, reason: EdgeError): Committed {
    this.note(reason, entry.at);
    // A disk that fails without being full: nothing that it still holds is given up for it, and it may be well again at once.
    if (this.#trouble === 'failing') return this.#factsAlone(run, entry);
    this.#reserve.release();
    this.#needs.allowGrowth('reserve');
    if (this.#madeRoom()) {
      // From here on the record lives within the file as it is, so that the reserve stays for facts.
      this.#needs.allowGrowth('none');
      this.#takeReserve();
      const again = this.#attempt(() => this.#whole(run, entry));
      if (again.is === 'done') return again.committed;
      this.#reserve.release();
      this.#needs.allowGrowth('reserve');
    }
    this.#thin = true;
    return this.#factsAlone(run, entry);
  }

  #whole(run: CommittingRun, entry: CommitEntry): Committed {
    const waited = this.#facts.length;
    const facts = [...this.#facts, ...entry.facts, ...this.#toTell(entry.at.now)];
    const first = run.commit({ ...entry, facts }, this.untold, [...this.#states.values()]);
    this.#told = this.#trouble !== undefined;
    this.#dropped = undefined;
    this.#states.clear();
    this.#facts = [];
    if (this.#trouble === 'full') this.#fold();
    return { first: entry.facts.length === 0 ? 0 : first + waited, dropped: 0 };
  }

  #factsAlone(run: CommittingRun, entry: CommitEntry): Committed {
    const dropped = entry.readings.length / BATCH_STRIDE;
    if (dropped > 0) this.#dropped = { from: this.#dropped?.from ?? entry.at.now, readings: this.untold + dropped };
    for (const state of entry.states) this.#states.set(state.key, state);
    if (entry.facts.length + this.#facts.length === 0 && this.#told) return { first: 0, dropped };
    const outcome = this.#attempt(() => this.#whole(run, { ...entry, readings: NO_READINGS, states: [] }));
    if (outcome.is === 'done') return { ...outcome.committed, dropped };
    if (this.#facts.length + entry.facts.length > MOST_FACTS) throw outcome.reason;
    this.#facts = [...this.#facts, ...entry.facts];
    return { first: 0, dropped };
  }

  #attempt(commit: () => Committed): { is: 'done'; committed: Committed } | { is: 'failed'; reason: EdgeError } {
    try {
      return { is: 'done', committed: commit() };
    } catch (error) {
      const reason = journalError(error);
      if (reason.code === 'journal-damaged') throw reason;
      return { is: 'failed', reason };
    }
  }

  /** What the record should know of the storage, and doesn't yet. */
  #toTell(now: UtcMillis): readonly Fact[] {
    const at = Math.round(now);
    const short = this.#trouble !== undefined;
    const state: readonly Fact[] =
      short === this.#told ? [] : [{ kind: 'state', at, on: 'journal', state: 'storage-short', active: short }];
    if (this.#dropped === undefined) return state;
    const { from, readings } = this.#dropped;
    return [...state, { kind: 'gap', at, what: 'readings', from: Math.round(from), to: at, reason: `storage-full:${readings}` }];
  }

  #madeRoom(): boolean {
    try {
      this.#needs.foldLog();
      return this.#needs.makeRoom();
    } catch (error) {
      if (journalError(error).code === 'journal-damaged') throw error;
      return false;
    }
  }

  /** What was committed stays so, whether the log can be folded in or not. */
  #fold(): void {
    try {
      this.#needs.foldLog();
    } catch {
      return; // the next commit, or whoever reads next, meets whatever is wrong
    }
  }

  #takeReserve(): boolean {
    try {
      return this.#reserve.take();
    } catch {
      return false; // no room for the reserve is what it is there to tell
    }
  }
}
