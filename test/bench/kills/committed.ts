import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import { BATCH_STRIDE } from '../../../gateway/domain/reading-batch.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE, openSqlite } from '../../../gateway/journal/sqlite-file.ts';
import { TailStore } from '../../../gateway/journal/tail-store.ts';

/** A reading as it stands under its number. */
export interface NumberedReading {
  readonly number: number;
  readonly channel: string;
  readonly value: number | null;
}

/** What a data folder holds of readings from a number on. */
export interface CommittedReadings {
  readonly journal: string;
  /** The last number that is sealed. */
  readonly sealed: number;
  /** In order of their numbers: what is sealed, then the open tail, which is numbered once it is. */
  readonly readings: readonly NumberedReading[];
}

const table = z.object({ channels: z.array(z.object({ id: z.string() })) });

/** Reads what is durable in a folder whose gateway is dead, from a copy of it: nothing is touched. Undefined before there is a journal. */
export const committedIn = (folder: string, from: number): CommittedReadings | undefined => {
  const files = [JOURNAL_FILE, `${JOURNAL_FILE}-wal`].filter((file) => existsSync(join(folder, file)));
  const copy = mkdtempSync(join(tmpdir(), 'larder-killed-'));
  try {
    for (const file of files) cpSync(join(folder, file), join(copy, file));
    return isJournal(copy) ? readingsIn(join(copy, JOURNAL_FILE), from) : undefined;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

/** False where a kill came before the file's tables had been laid out: they are, all at once, in its first transaction. */
const isJournal = (folder: string): boolean => {
  if (!existsSync(join(folder, JOURNAL_FILE))) return false;
  const database = openSqlite(join(folder, JOURNAL_FILE), 'read');
  try {
    return Number(database.pragma('user_version', { simple: true })) > 0;
  } finally {
    database.close();
  }
};

const readingsIn = (path: string, from: number): CommittedReadings | undefined => {
  const record = new RecordFile(path);
  const database = openSqlite(path, 'read');
  try {
    const { id, channels } = record.identity();
    const ids = table.parse(JSON.parse(channels)).channels.map((channel) => channel.id);
    const [sealed] = record.heads().readings;
    const readings = [...record.lines('readings', from)].flatMap(readingsOf).filter(({ number }) => number >= from);
    return { journal: id, sealed, readings: [...readings, ...tailOf(new TailStore(database), ids, sealed)] };
  } finally {
    database.close();
    record.close();
  }
};

const readingsOf = (line: string): readonly NumberedReading[] => {
  const parsed = parseBlockLine(line, sha256);
  if (parsed.is === 'broken' || parsed.block.lane !== 'readings')
    throw new Error(`the journal holds no block: ${line.slice(0, 80)}`);
  const { first, channels, readings } = parsed.block;
  return readings.map(([, place, value], offset) => ({ number: first + offset, channel: channels[place] ?? '', value }));
};

const tailOf = (tail: TailStore, ids: readonly string[], sealed: number): readonly NumberedReading[] => {
  const numbers = tail.pieces().flatMap(({ readings }) => [...readings]);
  return Array.from({ length: numbers.length / BATCH_STRIDE }, (_, place) => {
    const [channel = -1, value = Number.NaN] = numbers.slice(place * BATCH_STRIDE + 1, place * BATCH_STRIDE + 3);
    return { number: sealed + 1 + place, channel: ids[channel] ?? '', value: Number.isNaN(value) ? null : value };
  });
};
