import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { DiskReserve } from './disk-room.ts';
import type { JournalRun } from './journal-run.ts';
import { journalError } from './sqlite-file.ts';

/** How often is looked whether there is room again. */
const LOOK_EVERY: Millis = 30_000;

const NO_READINGS = new Float64Array(0);

/** What a shortage needs of the journal around it. */
export interface ShortageNeeds {
  readonly folder: string;
  /** Retires the oldest readings to make room inside the file. */
  makeRoom(run: JournalRun): void;
}

/**
 * Commits where the disk is full, or fails. Facts go before readings: first the reserve is given back and the oldest
 * readings are retired; what still finds no room is dropped, readings before facts, counted, and told by facts.
 */
export class Shortage {
  readonly #needs: ShortageNeeds;
  readonly #reserve: DiskReserve;
  #trouble: 'full' | 'failing' | undefined;
  #told = false;
  #dropped: { readonly from: UtcMillis; readonly readings: number } | undefined;
  /** States that could not be written: the next commit takes them along. */
  #states = new Map<string, SavedState>();
  #lookAt: Millis = 0;

  constructor(needs: ShortageNeeds) {
    this.#needs = needs;
    this.#reserve = new DiskReserve(needs.folder);
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

  /** Commits as much of an entry as there is room for. @throws EdgeError when not even its facts can be kept, or the file is damaged. */
  commit(run: JournalRun, entry: CommitEntry): Committed {
    try {
      return this.#whole(run, entry);
    } catch (error) {
      const reason = journalError(error);
      if (reason.code === 'journal-damaged') throw reason;
      return this.#short(run, entry, reason);
    }
  }

  /** Looks from time to time whether there is room again. */
  tick({ elapsed }: Instant): void {
    if (this.#trouble === undefined || elapsed < this.#lookAt) return;
    this.#lookAt = elapsed + LOOK_EVERY;
    if (this.#takeReserve()) this.#trouble = undefined;
  }

  #whole(run: JournalRun, entry: CommitEntry): Committed {
    const facts = [...entry.facts, ...this.#toTell(entry.at.now)];
    const states = [...this.#states.values(), ...entry.states];
    const first = run.commit({ ...entry, facts, states }, this.untold);
    this.#told = this.#trouble !== undefined;
    this.#dropped = undefined;
    this.#states.clear();
    return { first: entry.facts.length === 0 ? 0 : first, dropped: 0 };
  }

  #short(run: JournalRun, entry: CommitEntry, reason: EdgeError): Committed {
    this.#trouble = reason.code === 'journal-full' ? 'full' : 'failing';
    this.#lookAt = entry.at.elapsed + LOOK_EVERY;
    this.#reserve.release();
    try {
      // A disk that fails is not full: nothing that it still holds is given up for it.
      if (this.#trouble === 'full') this.#needs.makeRoom(run);
      return this.#whole(run, entry);
    } catch (error) {
      if (journalError(error).code === 'journal-damaged') throw error;
      return this.#factsAlone(run, entry);
    }
  }

  #factsAlone(run: JournalRun, entry: CommitEntry): Committed {
    const dropped = entry.readings.length / BATCH_STRIDE;
    if (dropped > 0) this.#dropped = { from: this.#dropped?.from ?? entry.at.now, readings: this.untold + dropped };
    for (const state of entry.states) this.#states.set(state.key, state);
    try {
      return { ...this.#whole(run, { ...entry, readings: NO_READINGS }), dropped };
    } catch (error) {
      if (entry.facts.length > 0 || journalError(error).code === 'journal-damaged') throw error;
      return { first: 0, dropped };
    }
  }

  /** What the record should know of the storage, and doesn't yet. */
  #toTell(now: UtcMillis): readonly Fact[] {
    const at = Math.round(now);
    const short = this.#trouble !== undefined;
    const state: Fact = { kind: 'state', at, on: 'journal', state: 'storage-short', active: short };
    const gap: readonly Fact[] =
      this.#dropped === undefined
        ? []
        : [
            {
              kind: 'gap',
              at,
              what: 'readings',
              from: this.#dropped.from,
              to: at,
              reason: `storage-full:${this.#dropped.readings}`,
            },
          ];
    return short === this.#told ? gap : [state, ...gap];
  }

  #takeReserve(): boolean {
    try {
      return this.#reserve.take();
    } catch {
      return false; // no room for the reserve is what it is there to tell
    }
  }
}
