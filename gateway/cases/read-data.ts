import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { readYamlText } from '../data-text/yaml-text.ts';
import { EdgeError, type Fault, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import { placeText } from '../domain/place-text.ts';
import { DATA_FAULTS } from './data-shapes.ts';

/** A data file is at most this many bytes. */
const LARGEST_FILE = 262_144;

/** Sources stand behind anchors; many more aliases than this are a bomb, not data. */
const MOST_ALIASES = 100;

/** What a data file is read as. */
export interface DataForm<Data> {
  readonly schema: z.ZodType<Data>;
  /** The document that explains it. */
  readonly guide: string;
}

/** Reads a data file of cases. @throws EdgeError `rules-invalid` with all faults: file, line, place, what is wrong, and what to do about it. */
export const readData = async <Data>(file: string, form: DataForm<Data>, language: Language): Promise<Data> =>
  dataIn(await textOf(file, language), file, form, language);

/** The same at once, where a process does nothing else meanwhile. @throws EdgeError `rules-invalid` with all faults. */
export const readDataAtOnce = <Data>(file: string, form: DataForm<Data>, language: Language): Data =>
  dataIn(textAtOnce(file, language), file, form, language);

const dataIn = <Data>(written: string, file: string, { schema, guide }: DataForm<Data>, language: Language): Data => {
  const text = readYamlText(written, { language, mostAliases: MOST_ALIASES });
  if (text.is === 'faulty') throw invalid(file, text.faults, language);
  const { localeError } = language === 'zh-CN' ? z.locales.zhCN() : z.locales.en();
  const read = schema.safeParse(text.value, { error: localeError });
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue): Fault => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    return {
      line: text.lineOf(path),
      ...(path.length === 0 ? {} : { place: placeText(path) }),
      ...wordsFor(issue, guide, language),
    };
  });
  throw invalid(file, faults, language);
};

const wordsFor = (issue: z.core.$ZodIssue, guide: string, language: Language): Pick<Fault, 'wrong' | 'remedy'> => {
  const key = `data.${DATA_FAULTS.find((fault) => fault === issue.message) ?? 'shape'}` as const;
  const where = language === 'zh-CN' ? guide.replace(/\.md$/, '.zh-CN.md') : guide;
  const filling: Filling = { why: issue.message, guide: where, ...(issue.code === 'custom' ? issue.params : {}) };
  return { wrong: say(language, key, filling), remedy: say(language, `${key}.do`, filling) };
};

const textOf = async (file: string, language: Language): Promise<string> => {
  try {
    checkSize((await stat(file)).size, language);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, language, error);
  }
};

const textAtOnce = (file: string, language: Language): string => {
  try {
    checkSize(statSync(file).size, language);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, language, error);
  }
};

const checkSize = (size: number, language: Language): void => {
  if (size > LARGEST_FILE) throw new RangeError(say(language, 'data.too-long', { most: LARGEST_FILE }));
};

const unreadable = (file: string, language: Language, error: unknown): EdgeError => {
  const wrong = say(language, 'data.unreadable', { why: wordsOf(error) });
  return invalid(file, [{ wrong, remedy: say(language, 'data.unreadable.do') }], language, error);
};

const invalid = (file: string, faults: readonly Fault[], language: Language, cause?: unknown): EdgeError =>
  new EdgeError('rules-invalid', say(language, 'data.invalid', { file, faults: faults.length }), {
    faults: faults.map((fault) => ({ file, ...fault })),
    ...(cause === undefined ? {} : { cause }),
  });
