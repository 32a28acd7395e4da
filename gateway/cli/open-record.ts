import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';

/**
 * Opens the record in a data folder, to read it. A running gateway goes on meanwhile, and goes first: from here on this
 * process takes only the processor time that is left over. @throws EdgeError `file-unreadable`.
 */
export const openRecordIn = (dataFolder: string): RecordFile => {
  setPriority(constants.priority.PRIORITY_LOW);
  return new RecordFile(join(dataFolder, JOURNAL_FILE));
};
