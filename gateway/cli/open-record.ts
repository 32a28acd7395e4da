import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { readSite } from '../app/read-site.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import type { Terminal } from './command.ts';

/**
 * Opens the record in a data folder, to read it. A running gateway goes on meanwhile, and goes first: from here on this
 * process takes only the processor time that is left over. @throws EdgeError `file-unreadable`.
 */
export const openRecordIn = (dataFolder: string): RecordFile => {
  setPriority(constants.priority.PRIORITY_LOW);
  return new RecordFile(join(dataFolder, JOURNAL_FILE));
};

/** Opens the record of the box that `config` describes. */
export const openRecord = async (config: string, { environment, language }: Terminal): Promise<RecordFile> =>
  openRecordIn((await readSite(config, environment, language, false)).dataFolder);
