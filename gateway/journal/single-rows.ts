import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { GENESIS, type Head, type Lane } from '../domain/lane.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const journalRow = z.object({
  id: z.string().regex(/^[a-z0-9]{8,32}$/),
  gateway: z.string(),
  /** Public key that signs its checkpoints, base64. */
  key: z.string(),
  /** The channel table in force, and its text. */
  config: z.string().regex(/^[0-9a-f]{12}$/),
  channels: z.string(),
});
export type JournalRow = z.infer<typeof journalRow>;

const headsRow = z.object({
  readings_last: count,
  readings_hash: hash,
  urgent_last: count,
  urgent_hash: hash,
  /** The latest time that the record knew of when it was last sealed. */
  stamp: z.int(),
  /** 1 from opening to a clean stop. */
  running: z.union([z.literal(0), z.literal(1)]),
  /** Readings that found no room, ever. */
  dropped: count,
});
export type HeadsRow = z.infer<typeof headsRow>;

/** The row of a journal without blocks. */
export const NO_HEADS_ROW: HeadsRow = {
  readings_last: 0,
  readings_hash: GENESIS,
  urgent_last: 0,
  urgent_hash: GENESIS,
  stamp: 0,
  running: 0,
  dropped: 0,
};

const bootRow = z.object({ boot: count, id: z.string() });

/** The rows of which a journal has one: who it is, how far it has come, on which start of the machine. */
export class SingleRows {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** Who the journal is. @throws EdgeError `journal-damaged`. */
  journal(): JournalRow {
    return parsed(journalRow, this.#statements.journal.get(), 'whose journal it is');
  }

  /** How far it has come. @throws EdgeError `journal-damaged`. */
  heads(): HeadsRow {
    return parsed(headsRow, this.#statements.heads.get(), 'how far it has come');
  }

  /** The last start of the machine that it saw; 0 for none. @throws EdgeError `journal-damaged`. */
  lastBoot(): { readonly boot: number; readonly id: string } {
    return parsed(bootRow, this.#statements.lastBoot.get() ?? { boot: 0, id: '' }, 'the starts of the machine');
  }

  writeJournal({ id, gateway, key, config, channels }: JournalRow): void {
    this.#statements.writeJournal.run(id, gateway, key, config, channels);
  }

  writeHeads({ readings, urgent }: Readonly<Record<Lane, Head>>, stamp: UtcMillis): void {
    this.#statements.writeHeads.run(readings[0], readings[1], urgent[0], urgent[1], stamp);
  }

  writeRunning(running: boolean): void {
    this.#statements.writeRunning.run(running ? 1 : 0);
  }

  writeDropped(dropped: number): void {
    this.#statements.writeDropped.run(dropped);
  }

  writeBoot(boot: number, id: string): void {
    this.#statements.writeBoot.run(boot, id);
  }
}

const parsed = <Row>(schema: z.ZodType<Row>, row: unknown, what: string): Row => {
  const outcome = schema.safeParse(row);
  if (!outcome.success) throw new EdgeError('journal-damaged', `the file no longer says ${what}`);
  return outcome.data;
};

const prepare = (database: Database) => ({
  journal: database.prepare('SELECT id, gateway, key, config, channels FROM journal'),
  heads: database.prepare('SELECT * FROM heads'),
  lastBoot: database.prepare('SELECT boot, id FROM boots ORDER BY boot DESC LIMIT 1'),
  writeJournal: database.prepare<[string, string, string, string, string]>(
    'INSERT OR REPLACE INTO journal (one, id, gateway, key, config, channels) VALUES (1, ?, ?, ?, ?, ?)',
  ),
  writeHeads: database.prepare<[number, string, number, string, number]>(
    `INSERT INTO heads (one, readings_last, readings_hash, urgent_last, urgent_hash, stamp, running, dropped)
     VALUES (1, ?, ?, ?, ?, ?, 1, 0)
     ON CONFLICT (one) DO UPDATE SET readings_last = excluded.readings_last, readings_hash = excluded.readings_hash,
       urgent_last = excluded.urgent_last, urgent_hash = excluded.urgent_hash, stamp = excluded.stamp`,
  ),
  writeRunning: database.prepare<[number]>('UPDATE heads SET running = ?'),
  writeDropped: database.prepare<[number]>('UPDATE heads SET dropped = ?'),
  writeBoot: database.prepare<[number, string]>('INSERT OR REPLACE INTO boots (boot, id) VALUES (?, ?)'),
});
