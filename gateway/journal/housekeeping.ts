import type { Millis } from '../domain/clock.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { Signer } from '../domain/signed-text.ts';
import type { Chore } from './chores.ts';
import { RESERVE_BYTES } from './disk-room.ts';
import { PAGE_SIZE } from './journal-format.ts';
import type { JournalRun } from './journal-run.ts';
import type { JournalSettings } from './journal-settings.ts';
import { type Retirement, retireByAge, retireForRoom, retirementRecord } from './retention.ts';
import type { Growth } from './shortage.ts';
import { SteadyTime } from './steady-time.ts';

/** Room that is made at once when the disk is full. */
const ROOM_AT_ONCE = 2 * 1_048_576;

/** How often retention looks at the record. */
const LOOK_EVERY: Millis = 10_000;

/** Characters of blocks that the history reads in one step. */
const STEP_TEXT = 16_384;

/** Pages that are given back in one step. */
const STEP_PAGES = 64;

/** Retention, room and history of one run: what is done between commits. */
export class Housekeeping {
  readonly #run: JournalRun;
  readonly #settings: JournalSettings;
  readonly #signer: Signer;
  readonly #onRetired: (lane: Lane, head: Head) => void;
  readonly #steady = new SteadyTime();
  #lookAt: Millis = 0;

  constructor(run: JournalRun, settings: JournalSettings, signer: Signer, onRetired: (lane: Lane, head: Head) => void) {
    this.#run = run;
    this.#settings = settings;
    this.#signer = signer;
    this.#onRetired = onRetired;
  }

  /** Retires what is too old or too much, and gives the chores that are waiting. On a full disk no room is given back: others would take it. */
  tick(short: boolean): readonly Chore[] {
    const { at } = this.#run.turn;
    if (at.elapsed < this.#lookAt) return [];
    this.#lookAt = at.elapsed + LOOK_EVERY;
    const { stores } = this.#run.ledger;
    if (this.#steady.hasLasted(this.#run.turn)) this.#retire(retireByAge(stores, at.now, this.#settings.keep.readings));
    const over = this.#used() - this.#budget();
    if (over > 0) this.#retire(retireForRoom(stores, over + this.#budget() * 0.03, 'bytes'));
    return short ? this.catchUp() : [...this.catchUp(), ...this.#vacuum()];
  }

  /** Makes room inside the file when the disk is full: the oldest readings go. False where there are none to go. */
  makeRoom(): boolean {
    const going = retireForRoom(this.#run.ledger.stores, ROOM_AT_ONCE, 'no-room').filter(({ lane }) => lane === 'readings');
    this.#retire(going);
    return going.length > 0;
  }

  /** Folds the write-ahead log in. It is not cut short: what it holds of a full disk, nobody else can take. */
  foldLog(): void {
    this.#run.database.pragma('wal_checkpoint(RESTART)');
  }

  /** Bounds the file's growth. */
  allowGrowth(growth: Growth): void {
    const { bytes } = this.#settings.keep;
    const normal = Math.max(bytes - RESERVE_BYTES, bytes * 0.75);
    const most = { normal, reserve: bytes, none: this.#pragma('page_count') * PAGE_SIZE }[growth];
    this.#run.database.pragma(`max_page_count = ${Math.ceil(most / PAGE_SIZE)}`);
  }

  /** The chore that reads into the history what stands in blocks only. */
  catchUp(): readonly Chore[] {
    const { history } = this.#run;
    if (history.upTo >= this.#run.ledger.heads.readings[0]) return [];
    return [{ name: 'history', step: () => this.#catchUpStep() }];
  }

  #catchUpStep(): boolean {
    const { history, ledger } = this.#run;
    let text = 0;
    for (const block of ledger.stores.readings.ascending(history.upTo + 1)) {
      history.addStored(block);
      text += block.line.length;
      if (text >= STEP_TEXT) break;
    }
    if (history.waiting) this.#run.change(() => undefined);
    return history.upTo < ledger.heads.readings[0];
  }

  #retire(retirements: readonly Retirement[]): void {
    for (const retirement of retirements) {
      const { lane, last } = retirement;
      const store = this.#run.ledger.stores[lane];
      const needs = {
        identity: this.#run.identity,
        signer: this.#signer,
        uplinks: this.#settings.uplinks,
        frontiers: this.#run.frontiers.all(),
      };
      let head: Head | undefined;
      this.#run.know(
        ({ at }) => {
          const record = retirementRecord(retirement, store, Math.round(at.now), needs);
          head = record.head;
          return record.facts;
        },
        () => {
          store.retire(last);
          if (lane === 'readings') this.#run.history.retire(last);
        },
      );
      if (head !== undefined) this.#retired(lane, head);
    }
  }

  #retired(lane: Lane, head: Head): void {
    for (const uplink of Object.keys(this.#run.frontiers.all()))
      this.#run.frontiers.settle(uplink, lane, { upTo: head, beyond: [] });
    this.#onRetired(lane, head);
  }

  #vacuum(): readonly Chore[] {
    const free = this.#pragma('freelist_count');
    const pages = this.#pragma('page_count');
    const tooLarge = pages * PAGE_SIZE > this.#budget();
    // Freed pages are soon used again; to give them back and take them anew would only wear the card.
    if (free < STEP_PAGES || (!tooLarge && free < pages / 4)) return [];
    return [{ name: 'vacuum', step: () => this.#vacuumStep() }];
  }

  #vacuumStep(): boolean {
    this.#run.database.pragma(`incremental_vacuum(${STEP_PAGES})`);
    return this.#pragma('freelist_count') > STEP_PAGES;
  }

  /** Bytes of the file that hold something. */
  #used(): number {
    return (this.#pragma('page_count') - this.#pragma('freelist_count')) * PAGE_SIZE;
  }

  /** What the file alone may take: beside it stand the write-ahead log and the reserve. */
  #budget(): number {
    return Math.max(this.#settings.keep.bytes - 2 * RESERVE_BYTES, this.#settings.keep.bytes / 2);
  }

  #pragma(name: string): number {
    return Number(this.#run.database.pragma(name, { simple: true }));
  }
}
