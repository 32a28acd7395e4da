import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { GENESIS, type Head, type Lane } from '../domain/lane.ts';
import { byteSum } from './byte-sum.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const identityRow = z.object({
  id: z.string().regex(/^[a-z0-9]{8,32}$/),
  gateway: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** Public key that signs its checkpoints, base64. */
  key: z.string(),
  /** The channel table in force, and its text. */
  config: z.string().regex(/^[0-9a-f]{12}$/),
  channels: z.string(),
});
/** Who a journal is. */
export type IdentityRow = z.infer<typeof identityRow>;

const headsRow = z.object({
  readings_last: count,
  readings_hash: hash,
  urgent_last: count,
  urgent_hash: hash,
  /** The latest time that the record knew of when this was written. */
  stamp: z.int(),
  /** 1 from opening to a clean stop. */
  running: z.union([z.literal(0), z.literal(1)]),
  /** Readings that found no room, ever. */
  dropped: count,
  /** Starts of the machine so far, and the kernel's id of the last one. */
  boot: count,
  boot_id: z.string(),
});
/** How far a journal has come. */
export type HeadsRow = z.infer<typeof headsRow>;

/** The row of a journal without blocks. */
export const NO_HEADS: HeadsRow = {
  readings_last: 0,
  readings_hash: GENESIS,
  urgent_last: 0,
  urgent_hash: GENESIS,
  stamp: 0,
  running: 0,
  dropped: 0,
  boot: 0,
  boot_id: '',
};

/** `row` with its lanes at `heads`. */
export const withHeads = (row: HeadsRow, { readings, urgent }: Readonly<Record<Lane, Head>>, stamp: UtcMillis): HeadsRow => ({
  ...row,
  readings_last: readings[0],
  readings_hash: readings[1],
  urgent_last: urgent[0],
  urgent_hash: urgent[1],
  stamp,
});

/** The heads in a row. */
export const headsOf = (row: HeadsRow): Readonly<Record<Lane, Head>> => ({
  readings: [row.readings_last, row.readings_hash],
  urgent: [row.urgent_last, row.urgent_hash],
});

const identityValues = ({ id, gateway, key, config, channels }: IdentityRow) => [id, gateway, key, config, channels] as const;

const headsValues = (row: HeadsRow) =>
  [
    row.readings_last, row.readings_hash, row.urgent_last, row.urgent_hash,
    row.stamp, row.running, row.dropped, row.boot, row.boot_id,
  ] as const; // biome-ignore format: a row

const sumOf = (values: readonly (string | number)[]): number => byteSum(Buffer.from(JSON.stringify(values), 'utf8'));

/** Reads an identity row from wherever it was found; undefined when it is not what was written. */
export const parsedIdentity = (row: unknown): IdentityRow | undefined => {
  const { data } = identityRow.extend({ sum: z.int() }).safeParse(row);
  return data !== undefined && data.sum === sumOf(identityValues(data)) ? data : undefined;
};

/** Reads a heads row from wherever it was found; undefined when it is not what was written. */
export const parsedHeads = (row: unknown): HeadsRow | undefined => {
  const { data } = headsRow.extend({ sum: z.int() }).safeParse(row);
  return data !== undefined && data.sum === sumOf(headsValues(data)) ? data : undefined;
};

/** The two rows of which a journal has one each: who it is, and how far it has come. */
export class SingleRows {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  /** @throws EdgeError `journal-damaged`. */
  identity(): IdentityRow {
    return present(parsedIdentity(this.#statements.identity.get()), 'who it is');
  }

  /** @throws EdgeError `journal-damaged`. */
  heads(): HeadsRow {
    return present(parsedHeads(this.#statements.heads.get()), 'how far it has come');
  }

  writeIdentity(row: IdentityRow): void {
    const values = identityValues(row);
    this.#statements.writeIdentity.run(...values, sumOf(values));
  }

  writeHeads(row: HeadsRow): void {
    const values = headsValues(row);
    this.#statements.writeHeads.run(...values, sumOf(values));
  }
}

const present = <Row>(row: Row | undefined, what: string): Row => {
  if (row === undefined) throw new EdgeError('journal-damaged', `the journal's file no longer says ${what}`);
  return row;
};

const prepare = (database: Database) => ({
  identity: database.prepare('SELECT * FROM journal'),
  heads: database.prepare('SELECT * FROM heads'),
  writeIdentity: database.prepare<[...ReturnType<typeof identityValues>, number]>(
    'INSERT OR REPLACE INTO journal (one, id, gateway, key, config, channels, sum) VALUES (1, ?, ?, ?, ?, ?, ?)',
  ),
  writeHeads: database.prepare<[...ReturnType<typeof headsValues>, number]>(
    `INSERT OR REPLACE INTO heads
     (one, readings_last, readings_hash, urgent_last, urgent_hash, stamp, running, dropped, boot, boot_id, sum)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
});
