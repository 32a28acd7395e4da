import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { CarriedFile } from './carried-file.ts';
import { type BlocksBegan, RecordFile } from './record-file.ts';
import { carriedName, isSetAside } from './set-aside.ts';

/** A journal that was set aside, opened to read. */
export interface EarlierFile {
  /** The lines of a lane from the block that holds `number` on. @throws EdgeError `journal-damaged`. */
  lines(lane: Lane, number: number): Iterable<string>;
  /** The first number from `number` on from which a lane's blocks may have begun between two moments; undefined where none did. @throws EdgeError `journal-damaged`. */
  firstWithin(lane: Lane, number: number, began: BlocksBegan): number | undefined;
  close(): void;
}

/**
 * Opens what a data folder still has of a gateway's journal that was set aside: its file, or of a damaged one the blocks that
 * were carried over. Undefined where there is none, or none that can be read.
 */
export const openEarlierFile = (folder: string, gateway: string, journal: string): EarlierFile | undefined => {
  for (const name of readdirSync(folder).filter(isSetAside).sort().reverse()) {
    const file = openedFile(join(folder, name));
    const identity = file === undefined ? undefined : identityOf(file);
    if (identity?.id === journal && identity.gateway === gateway) return file;
    file?.close();
  }
  return undefined;
};

const openedFile = (path: string): RecordFile | CarriedFile | undefined => {
  const isDamaged = basename(path).startsWith('journal-damaged-');
  if (isDamaged) return existsSync(carriedName(path)) ? new CarriedFile(carriedName(path)) : undefined;
  return readable(() => new RecordFile(path));
};

const identityOf = (file: RecordFile | CarriedFile) => readable(() => file.identity());

/** What a file gives; undefined for one that can't be read: whoever asked says that it is missing. */
const readable = <Result>(look: () => Result): Result | undefined => {
  try {
    return look();
  } catch (error) {
    if (error instanceof EdgeError) return undefined;
    throw error;
  }
};
