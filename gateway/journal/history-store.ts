import type { Database } from 'better-sqlite3';
import type { HistoryPiece } from './history-piece.ts';

/** The rows of the history: full pieces, in the order in which they became full, found by channel and time. */
export class HistoryStore {
  readonly #statements: ReturnType<typeof prepare>;
  readonly #places = new Map<string, number>();
  readonly #lasts = new Map<string, number>();

  constructor(database: Database) {
    this.#statements = prepare(database);
    for (const { place, id, last } of this.#statements.channels.all()) {
      this.#places.set(id, place);
      this.#lasts.set(id, last);
    }
  }

  /** Every reading below this number stands in a row. */
  resume(): number {
    return this.#statements.resume.get()?.resume ?? 1;
  }

  /** Number of the last reading in a channel's rows; 0 for none. */
  lastNumber(channel: string): number {
    return this.#lasts.get(channel) ?? 0;
  }

  /** Writes a full piece. `resume`: every reading below this number stands in a row, once those of this moment are written. */
  write(channel: string, piece: HistoryPiece, resume: number): void {
    const place = this.#placeOf(channel);
    this.#statements.insert.run(place, piece.earliest, piece.latest, piece.last, resume, piece.packed());
    this.#statements.updateChannel.run(piece.last, place);
    this.#lasts.set(channel, piece.last);
  }

  /** Rows of a channel that hold points between two times, the oldest first. */
  rows(channel: string, from: number, to: number): Iterable<{ readonly points: Uint8Array }> {
    const place = this.#places.get(channel);
    return place === undefined ? [] : this.#statements.between.iterate(place, to, from);
  }

  /** Forgets rows that hold nothing beyond reading `last`. */
  retire(last: number): void {
    this.#statements.retire.run(last);
  }

  /** Forgets everything: it is made again from the blocks. */
  clear(): void {
    this.#statements.clear.run();
    this.#statements.clearLasts.run();
    this.#lasts.clear();
  }

  #placeOf(channel: string): number {
    const known = this.#places.get(channel);
    if (known !== undefined) return known;
    const place = Number(this.#statements.addChannel.run(channel).lastInsertRowid);
    this.#places.set(channel, place);
    return place;
  }
}

const prepare = (database: Database) => ({
  channels: database.prepare<[], { place: number; id: string; last: number }>('SELECT place, id, last FROM channels'),
  addChannel: database.prepare<[string]>('INSERT INTO channels (id, last) VALUES (?, 0)'),
  updateChannel: database.prepare<[number, number]>('UPDATE channels SET last = ? WHERE place = ?'),
  resume: database.prepare<[], { resume: number }>('SELECT resume FROM history ORDER BY piece DESC LIMIT 1'),
  insert: database.prepare<[number, number, number, number, number, Buffer]>(
    'INSERT INTO history (channel, began, ended, last, resume, points) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  between: database.prepare<[number, number, number], { points: Uint8Array }>(
    'SELECT points FROM history WHERE channel = ? AND began <= ? AND ended >= ? ORDER BY began, piece',
  ),
  retire: database.prepare<[number]>('DELETE FROM history WHERE piece < (SELECT min(piece) FROM history WHERE last > ?)'),
  clear: database.prepare('DELETE FROM history'),
  clearLasts: database.prepare('UPDATE channels SET last = 0'),
});
