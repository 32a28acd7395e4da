import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { type Checklist, checklistSchema } from './checklist.ts';

/** The checklists that come with Larder; beside this file both in the sources and once compiled. */
const SHIPPED_CHECKLISTS: string = fileURLToPath(new URL('./checklists', import.meta.url));

/** Reads every checklist of a folder. @throws EdgeError `rules-invalid` with the first that is none. */
export const loadChecklists = (folder: string = SHIPPED_CHECKLISTS): readonly Checklist[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => checklistIn(join(folder, name)));

const checklistIn = (file: string): Checklist => {
  try {
    return checklistSchema.parse(parse(readFileSync(file, 'utf8'), { maxAliasCount: 100 }));
  } catch (error) {
    throw new EdgeError('rules-invalid', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
