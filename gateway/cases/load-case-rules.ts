import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { type CaseRules, caseRulesSchema } from './case-rules.ts';

/** The rules that come with Larder; beside this file both in the sources and once compiled. */
const SHIPPED_CASE_RULES: string = fileURLToPath(new URL('./data/case-rules.yaml', import.meta.url));

/** Reads the rules of positives and of the board. @throws EdgeError `rules-invalid` with all faults. */
export const loadCaseRules = async (file = SHIPPED_CASE_RULES): Promise<CaseRules> => {
  const read = caseRulesSchema.safeParse(await contentOf(file));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => ({
    file, place: path.map(String).join('.'), wrong: message, remedy: file,
  })); // biome-ignore format: a list to read
  throw new EdgeError('rules-invalid', `${file}: ${faults.map(({ place, wrong }) => `${place}: ${wrong}`).join('; ')}`, {
    faults,
  });
};

const contentOf = async (file: string): Promise<unknown> => {
  try {
    return parse(await readFile(file, 'utf8'), { maxAliasCount: 100 });
  } catch (error) {
    throw new EdgeError('rules-invalid', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
