import { resolve } from 'node:path';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import type { Language } from '../domain/messages/message.ts';
import { valueAt } from './content-path.ts';
import { type Finding, fault } from './finding.ts';

/** What a site keeps in a folder of its own, beside what comes with Larder: by name, and what is wrong with it. */
interface OwnFolder<Entry> {
  readonly entries: ReadonlyMap<string, Entry>;
  /** In the files of the folder. */
  readonly faults: readonly Fault[];
  /** In the configuration. */
  readonly findings: readonly Finding[];
}

/** Reads all entries of a folder. Throws EdgeError with all faults of all files. */
export type ReadFolder<Entry> = (folder: string, language: Language) => Promise<ReadonlyMap<string, Entry>>;

/** Reads the folder that the key names, if there is one; a name of a wrong shape is the schema's to tell. */
export const readOwnFolder = async <Entry>(
  key: 'profiles' | 'rules' | 'limits' | 'platforms',
  content: unknown,
  { folder, language }: { readonly folder: string; readonly language: Language },
  read: ReadFolder<Entry>,
): Promise<OwnFolder<Entry>> => {
  const none: OwnFolder<Entry> = { entries: new Map(), faults: [], findings: [] };
  const written = valueAt(content, [key]);
  if (typeof written !== 'string' || written === '') return none;
  const own = resolve(folder, written);
  try {
    return { ...none, entries: await read(own, language) };
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    if (error.faults.some(({ file }) => file === own)) return { ...none, findings: [fault('folder-unreadable', [key], { key })] };
    return { ...none, faults: error.faults };
  }
};

/** Reads a file; gives nothing, but throws EdgeError with all its faults. */
export type TryFile = (file: string, language: Language) => Promise<unknown>;

/** The faults of the file that the key names, if there is one; a name of a wrong shape is the schema's to tell. */
export const faultsOfOwnFile = async (
  key: 'actions' | 'checklist',
  content: unknown,
  { folder, language }: { readonly folder: string; readonly language: Language },
  read: TryFile,
): Promise<readonly Fault[]> => {
  const written = valueAt(content, [key]);
  if (typeof written !== 'string' || written === '') return [];
  try {
    await read(resolve(folder, written), language);
    return [];
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    return error.faults;
  }
};

/** True when something of the folder may be missing because it couldn't be read. */
export const incomplete = (own: OwnFolder<unknown>): boolean => own.faults.length + own.findings.length > 0;
