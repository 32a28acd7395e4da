import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { EdgeError, wordsOf } from '../../domain/edge-error.ts';
import { type AlarmHandling, alarmHandlingSchema } from './alarm-handling.ts';

/** What comes with Larder; beside this folder both in the sources and once compiled. */
const SHIPPED_HANDLING: string = fileURLToPath(new URL('../data/alarm-handling.yaml', import.meta.url));

/** Reads what to do about alarms. @throws EdgeError `rules-invalid` with all faults. */
export const loadAlarmHandling = async (file = SHIPPED_HANDLING): Promise<AlarmHandling> => {
  const read = alarmHandlingSchema.safeParse(await contentOf(file));
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
