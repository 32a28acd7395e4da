import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EdgeError, type Fault, wordsOf } from '../../../gateway/domain/edge-error.ts';
import { say } from '../../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import { parsePlatform } from './parse-platform.ts';
import type { PlatformInterface } from './platform-interface.ts';

/** The folder of the examples that come with Larder: this one, both in the sources and once compiled. */
const SHIPPED_PLATFORMS: string = fileURLToPath(new URL('./', import.meta.url));

const LARGEST_PLATFORM = 262_144;
const MOST_PLATFORMS = 100;

interface Found {
  readonly platforms: readonly PlatformInterface[];
  readonly faults: readonly Fault[];
}

/**
 * Reads every `*.yaml` of a folder, by id. Throws EdgeError `platform-invalid` with all faults of all files: file, line, what
 * is wrong, and what to write instead.
 */
export const loadPlatforms = async (
  folder = SHIPPED_PLATFORMS,
  language: Language = 'en',
): Promise<ReadonlyMap<string, PlatformInterface>> => {
  const { platforms, faults } = await readFolder(folder, language);
  if (faults.length > 0)
    throw new EdgeError('platform-invalid', say(language, 'platform.invalid', { faults: faults.length }), { faults });
  return new Map(platforms.map((platform) => [platform.id, platform]));
};

const readFolder = async (folder: string, language: Language): Promise<Found> => {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    if (names.length > MOST_PLATFORMS) return unreadable(folder, `${names.length} > ${MOST_PLATFORMS}`, language);
    const all = await Promise.all(names.map((name) => readOne(join(folder, name), language)));
    return { platforms: all.flatMap(({ platforms }) => platforms), faults: all.flatMap(({ faults }) => faults) };
  } catch (error) {
    return unreadable(folder, wordsOf(error), language);
  }
};

const readOne = async (file: string, language: Language): Promise<Found> => {
  try {
    const found = await stat(file);
    // A pipe or a device of that name would never end.
    if (!found.isFile() || found.size > LARGEST_PLATFORM)
      return unreadable(file, `${found.size} > ${LARGEST_PLATFORM}`, language);
    const parsed = parsePlatform(await readFile(file, 'utf8'), language);
    if (parsed.is === 'faulty') return { platforms: [], faults: parsed.faults.map((fault) => ({ file, ...fault })) };
    const { platform } = parsed;
    if (basename(file) === `${platform.id}.yaml`) return { platforms: [platform], faults: [] };
    const filling = { what: platform.id };
    return refused({
      file,
      place: 'id',
      wrong: say(language, 'platform.name', filling),
      remedy: say(language, 'platform.name.do', filling),
    });
  } catch (error) {
    return unreadable(file, wordsOf(error), language);
  }
};

const refused = (fault: Fault): Found => ({ platforms: [], faults: [fault] });

const unreadable = (file: string, why: string, language: Language): Found =>
  refused({ file, wrong: say(language, 'platform.unreadable', { why }), remedy: say(language, 'platform.unreadable.do') });
