import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EdgeError, type Fault, wordsOf } from '../gateway/domain/edge-error.ts';
import { say } from '../gateway/domain/messages/catalogue.ts';
import type { Language } from '../gateway/domain/messages/message.ts';
import { parseProfile } from './parse-profile.ts';
import type { Profile } from './profile.ts';

/** The folder of the profiles that come with Larder; beside this file both in the sources and once compiled. */
export const SHIPPED_PROFILES: string = fileURLToPath(new URL('./profiles/', import.meta.url));

/** A profile's file is at most this many bytes. */
export const LARGEST_PROFILE = 262_144;

/** At most this many profiles are read from one folder. */
const MOST_PROFILES = 1_000;

interface Found {
  readonly profiles: readonly Profile[];
  readonly faults: readonly Fault[];
}

/**
 * Reads every `*.yaml` of each folder; a later folder's profile takes the place of an earlier one's with the same id.
 * Files of profiles that aren't `wanted` stay closed: to read them all takes a small box longer than to start.
 * Throws EdgeError `profile-invalid` with all faults of all files: file, line, what is wrong, and what to do about it.
 */
export const loadProfiles = async (
  folders: readonly string[],
  language: Language = 'en',
  wanted: (id: string) => boolean = () => true,
): Promise<ReadonlyMap<string, Profile>> => {
  const found = await Promise.all(folders.map((folder) => readFolder(folder, language, wanted)));
  const faults = found.flatMap((each) => each.faults);
  if (faults.length > 0)
    throw new EdgeError('profile-invalid', say(language, 'profile.invalid', { faults: faults.length }), { faults });
  return new Map(found.flatMap((each) => each.profiles.map((profile) => [profile.id, profile])));
};

const readFolder = async (folder: string, language: Language, wanted: (id: string) => boolean): Promise<Found> => {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    if (files.length > MOST_PROFILES) return refused({ file: folder, ...tooMany(files.length, language) });
    const opened = files.filter((name) => wanted(basename(name, '.yaml')));
    const read = await Promise.all(opened.map((name) => readOne(join(folder, name), language)));
    return { profiles: read.flatMap((each) => each.profiles), faults: read.flatMap((each) => each.faults) };
  } catch (error) {
    const wrong = say(language, 'profile.folder-unreadable', { why: wordsOf(error) });
    return refused({ file: folder, wrong, remedy: say(language, 'profile.folder-unreadable.do') });
  }
};

const readOne = async (file: string, language: Language): Promise<Found> => {
  try {
    const found = await stat(file);
    // A pipe or a device of that name would never end.
    if (!found.isFile()) return refused({ file, ...unreadable(say(language, 'profile.no-file'), language) });
    if (found.size > LARGEST_PROFILE) return refused({ file, ...tooLong(found.size, language) });
    return understood(file, await readFile(file, 'utf8'), language);
  } catch (error) {
    return refused({ file, ...unreadable(wordsOf(error), language) });
  }
};

const understood = (file: string, text: string, language: Language): Found => {
  const parsed = parseProfile(text, language);
  if (parsed.is === 'faulty') return { profiles: [], faults: parsed.faults.map((fault) => ({ file, ...fault })) };
  const { profile, lineOf } = parsed;
  if (basename(file) === `${profile.id}.yaml`) return { profiles: [profile], faults: [] };
  const wrong = say(language, 'profile.name', { file: basename(file), id: profile.id });
  return refused({
    file,
    line: lineOf(['id']),
    place: 'id',
    wrong,
    remedy: say(language, 'profile.name.do', { id: profile.id }),
  });
};

const refused = (fault: Fault): Found => ({ profiles: [], faults: [fault] });

const unreadable = (why: string, language: Language): Fault => ({
  wrong: say(language, 'profile.unreadable', { why }),
  remedy: say(language, 'profile.unreadable.do'),
});

const tooLong = (bytes: number, language: Language): Fault => ({
  wrong: say(language, 'profile.too-long', { bytes, most: LARGEST_PROFILE }),
  remedy: say(language, 'profile.too-long.do'),
});

const tooMany = (files: number, language: Language): Fault => ({
  wrong: say(language, 'profile.too-many', { files, most: MOST_PROFILES }),
  remedy: say(language, 'profile.too-many.do'),
});
