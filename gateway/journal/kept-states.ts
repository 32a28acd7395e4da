import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Delivered, MOST_RANGES, mergedDelivered, NOTHING_DELIVERED } from '../domain/delivered.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { byteSum } from './byte-sum.ts';

const number = z.int().min(0);
const deliveredSchema = z.object({
  upTo: z.tuple([number, z.string()]),
  beyond: z.array(z.tuple([number, number, z.string()])).max(MOST_RANGES),
});

/** How far each uplink has come, in each lane. */
export type Frontiers = Readonly<Record<string, Readonly<Record<Lane, Delivered>>>>;

/** States of other parts, kept in the same transaction as the facts that they follow from. */
export class KeptStates {
  readonly #write;
  readonly #remove;
  readonly #all;

  constructor(database: Database) {
    this.#write = database.prepare<[string, string, number]>('INSERT OR REPLACE INTO states (key, text, sum) VALUES (?, ?, ?)');
    this.#remove = database.prepare<[string]>('DELETE FROM states WHERE key = ?');
    this.#all = database.prepare<[], { key: string; text: string; sum: number }>('SELECT key, text, sum FROM states');
  }

  write(states: readonly SavedState[]): void {
    for (const { key, text } of states) {
      if (text === undefined) this.#remove.run(key);
      else this.#write.run(key, text, sumOf(key, text));
    }
  }

  /** All of them. @throws EdgeError `journal-damaged` when one is not what was written. */
  all(): readonly SavedState[] {
    return this.#all.all().map(({ key, text, sum }) => {
      const state = parsedState(key, text, sum);
      if (state === undefined) throw new EdgeError('journal-damaged', `the kept state ${key} is not what was written`);
      return state;
    });
  }
}

/** A kept state, or undefined when the row is not what was written. */
export const parsedState = (key: string, text: string, sum: number): SavedState | undefined =>
  sum === sumOf(key, text) ? { key, text } : undefined;

const sumOf = (key: string, text: string): number => byteSum(Buffer.from(`${key}\n${text}`, 'utf8'));

/** Frontiers, settled at any time and written with the next commit: nothing is lost but a little sending again. */
export class KeptFrontiers {
  readonly #known = new Map<string, Record<Lane, Delivered>>();
  readonly #changed = new Map<string, readonly [uplink: string, lane: Lane]>();
  readonly #write;

  constructor(database: Database) {
    this.#write = database.prepare<[string, string, string]>(
      'INSERT OR REPLACE INTO frontiers (uplink, lane, delivered) VALUES (?, ?, ?)',
    );
    const rows = database.prepare<[], { uplink: string; lane: string; delivered: string }>('SELECT * FROM frontiers').all();
    for (const { uplink, lane, delivered } of rows) {
      if (lane === 'urgent' || lane === 'readings') this.#of(uplink)[lane] = parsedDelivered(delivered);
    }
  }

  settle(uplink: string, lane: Lane, delivered: Delivered): void {
    const of = this.#of(uplink);
    of[lane] = mergedDelivered(of[lane], delivered);
    this.#changed.set(`${lane} ${uplink}`, [uplink, lane]);
  }

  /** Whether there is something to write. */
  get waiting(): boolean {
    return this.#changed.size > 0;
  }

  write(): void {
    for (const [uplink, lane] of this.#changed.values()) this.#write.run(uplink, lane, JSON.stringify(this.#of(uplink)[lane]));
  }

  /** What was written is durable. */
  written(): void {
    this.#changed.clear();
  }

  all(): Frontiers {
    return Object.fromEntries([...this.#known].map(([uplink, lanes]) => [uplink, { ...lanes }]));
  }

  #of(uplink: string): Record<Lane, Delivered> {
    const known = this.#known.get(uplink) ?? { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED };
    this.#known.set(uplink, known);
    return known;
  }
}

// A frontier that can't be read is begun anew: what is sent again is known by its number.
const parsedDelivered = (text: string): Delivered => {
  try {
    return deliveredSchema.parse(JSON.parse(text));
  } catch {
    return NOTHING_DELIVERED;
  }
};
