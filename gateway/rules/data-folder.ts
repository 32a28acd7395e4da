import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Fault, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** A data file is at most this many bytes. */
export const LARGEST_FILE = 262_144;

/** At most this many data files are read from a folder. */
export const MOST_FILES = 100;

/** A file that could not be parsed. */
interface Faulty {
  readonly is: 'faulty';
  readonly faults: readonly Fault[];
}

/** A file with what it turned out to be; a folder that can't be read stands in place of its files. */
export interface ReadFile<Parsed> {
  readonly file: string;
  readonly parsed: Parsed | Faulty;
}

/** Turns the text of a file into what it means, or into its faults. */
type Parse<Parsed> = (text: string, language: Language) => Parsed | Faulty;

/**
 * Reads every `*.yaml` of a folder, by name, but for those that aren't `wanted`: they stay closed. Never throws: what can't be
 * read comes back as a fault of the file or the folder.
 */
export const readDataFolder = async <Parsed>(
  folder: string,
  parse: Parse<Parsed>,
  language: Language,
  wanted: (name: string) => boolean = () => true,
): Promise<readonly ReadFile<Parsed>[]> => {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    if (names.length > MOST_FILES) throw new RangeError(say(language, 'alarm.pack.too-many', { most: MOST_FILES }));
    const opened = names.filter((name) => wanted(basename(name, '.yaml')));
    return await Promise.all(opened.map((name) => readDataFile(join(folder, name), parse, language)));
  } catch (error) {
    return [{ file: folder, parsed: unreadable(error, language) }];
  }
};

/** Reads one file, in the same way. */
export const readDataFile = async <Parsed>(file: string, parse: Parse<Parsed>, language: Language): Promise<ReadFile<Parsed>> => {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_FILE) throw new RangeError(say(language, 'alarm.pack.too-long', { most: LARGEST_FILE }));
    return { file, parsed: parse(await readFile(file, 'utf8'), language) };
  } catch (error) {
    return { file, parsed: unreadable(error, language) };
  }
};

const unreadable = (error: unknown, language: Language): Faulty => ({
  is: 'faulty',
  faults: [
    {
      wrong: say(language, 'alarm.pack.unreadable', { why: wordsOf(error) }),
      remedy: say(language, 'alarm.pack.unreadable.do'),
    },
  ],
});
