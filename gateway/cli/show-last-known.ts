import { join } from 'node:path';
import type { Site } from '../config/site.ts';
import { lastKnownScreen, lastReadings } from '../console/last-known.ts';
import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { sha256 } from '../evidence/sha256.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import type { Terminal } from './command.ts';

/** So many of the last readings are looked through for the last of each channel. */
const LOOK_BACK = 20_000;

/** Shows what the record last knew; a box without a record has nothing to show. */
export const showLastKnown = ({ dataFolder, gateway }: Site, { out }: Terminal): void => {
  const record = openedRecord(join(dataFolder, JOURNAL_FILE));
  if (record === undefined) return;
  try {
    for (const line of lastKnownScreen(lastReadings(lastBlocks(record)), gateway.timezone, gateway.language)) out(line);
  } finally {
    record.close();
  }
};

const openedRecord = (path: string): RecordFile | undefined => {
  try {
    return new RecordFile(path);
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'file-unreadable') return undefined;
    throw error;
  }
};

function* lastBlocks(record: RecordFile): Generator<Block> {
  const [last] = record.heads().readings;
  for (const line of record.lines('readings', Math.max(1, last - LOOK_BACK))) {
    const parsed = parseBlockLine(line, sha256);
    if (parsed.is === 'block') yield parsed.block;
  }
}
