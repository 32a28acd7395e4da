import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { z } from 'zod';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';

/** Reads a data file of the rules that stand here. @throws EdgeError `rules-invalid` with all faults, each with its place. */
export const readData = async <Data>(file: string, schema: z.ZodType<Data>): Promise<Data> => {
  const read = schema.safeParse(await contentOf(file));
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
