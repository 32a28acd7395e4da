import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Site } from '../config/site.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { isReport } from '../reports/is-report.ts';

/** Bytes: more than any report has. What is larger is none. */
const LARGEST_REPORT = 67_108_864;

/**
 * Sees that a report may go to a file: into a folder that is there and is not the record's, over nothing but an earlier report.
 * Gives the file's real path. @throws EdgeError `file-unwritable`.
 */
export const reportTarget = (file: string, { dataFolder }: Pick<Site, 'dataFolder'>, language: Language): string => {
  const folder = writing(file, () => realpathSync(dirname(resolve(file))));
  const target = join(folder, basename(file));
  if (`${folder}${sep}`.startsWith(`${realFolder(dataFolder)}${sep}`))
    throw new EdgeError('file-unwritable', say(language, 'report.in-data-folder', { file }));
  if (writing(file, () => isTaken(target))) throw new EdgeError('file-unwritable', say(language, 'report.file-taken', { file }));
  return target;
};

/** Writes a file whole: beside its place first, so that an earlier report stays until the new one is there. @throws EdgeError `file-unwritable`. */
export const replaceFile = (target: string, content: string | Uint8Array): void => {
  const beside = `${target}.new`;
  const file = writing(beside, () => openSync(beside, 'wx'));
  try {
    writing(target, () => {
      writeAll(file, typeof content === 'string' ? Buffer.from(content) : content);
      renameSync(beside, target);
    });
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};

const writeAll = (file: number, bytes: Uint8Array): void => {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Anything that is there, a link and a device too, but an earlier report. */
const isTaken = (target: string): boolean => {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return !found.isFile() || found.size > LARGEST_REPORT || !isReport(readFileSync(target));
};

const realFolder = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder); // not there yet
  }
};

const writing = <Result>(file: string, action: () => Result): Result => {
  try {
    return action();
  } catch (error) {
    throw new EdgeError('file-unwritable', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
