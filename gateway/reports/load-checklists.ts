import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { EdgeError, type Fault, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { type Checklist, checklistSchema } from './checklist.ts';

/** The checklists that come with Larder; beside this file both in the sources and once compiled. */
const SHIPPED_CHECKLISTS: string = fileURLToPath(new URL('./checklists', import.meta.url));

/** Bytes: sixty lines in both languages for each of three forms are a quarter of it. */
const LARGEST = 131_072;

/** Reads every checklist of a folder. @throws EdgeError `rules-invalid` with the faults of the first that is none. */
export const loadChecklists = (folder: string = SHIPPED_CHECKLISTS): readonly Checklist[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readChecklist(join(folder, name), 'en'));

/** Reads one checklist. @throws EdgeError `rules-invalid` with all faults: place, what is wrong, what to do. */
export const readChecklist = (file: string, language: Language): Checklist => {
  try {
    if (statSync(file).size > LARGEST) throw new Error(say(language, 'data.too-long', { most: LARGEST }));
    return checklistSchema.parse(parse(readFileSync(file, 'utf8'), { maxAliasCount: 100 }));
  } catch (error) {
    const faults = faultsIn(error, file, language);
    throw new EdgeError('rules-invalid', say(language, 'data.invalid', { file, faults: faults.length }), {
      cause: error,
      faults,
    });
  }
};

const faultsIn = (error: unknown, file: string, language: Language): readonly Fault[] => {
  if (!(error instanceof z.ZodError)) {
    const wrong = say(language, 'data.unreadable', { why: wordsOf(error) });
    return [{ file, wrong, remedy: say(language, 'data.unreadable.do') }];
  }
  return error.issues.map(({ path, message }) => ({
    file,
    place: path.join('.'),
    wrong: say(language, 'data.shape', { why: message }),
    remedy: say(language, 'data.shape.do', { guide: 'docs/reports.md' }),
  }));
};
