import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EdgeError, type Fault, wordsOf } from '../gateway/domain/edge-error.ts';
import { say } from '../gateway/domain/messages/catalogue.ts';
import type { Language } from '../gateway/domain/messages/message.ts';
import type { ParsedForm } from './parse-form.ts';

/** A profile's file is at most this many bytes. */
export const LARGEST_PROFILE = 262_144;

/** At most this many profiles are read from one folder. */
const MOST_PROFILES = 1_000;

interface Found<Entry> {
  readonly profiles: readonly Entry[];
  readonly faults: readonly Fault[];
}

/** Reads the text of one file; never throws. */
export type ParseFile<Entry> = (text: string, language: Language) => ParsedForm<Entry> | Promise<ParsedForm<Entry>>;

/** Which files are read, and in which language faults are told. */
export interface ReadingWish {
  readonly language: Language;
  wanted(id: string): boolean;
}

/**
 * Reads every `*.yaml` of each folder; a later folder's profile takes the place of an earlier one's with the same id.
 * Files of profiles that aren't `wanted` stay closed: to read them all takes a small box longer than to start.
 * Throws EdgeError `profile-invalid` with all faults of all files: file, line, what is wrong, and what to do about it.
 */
export const readProfileFolders = async <Entry extends { readonly id: string }>(
  folders: readonly string[],
  parse: ParseFile<Entry>,
  wish: ReadingWish,
): Promise<ReadonlyMap<string, Entry>> => {
  const found = await Promise.all(folders.map((folder) => readFolder(folder, parse, wish)));
  const faults = found.flatMap((each) => each.faults);
  if (faults.length > 0)
    throw new EdgeError('profile-invalid', say(wish.language, 'profile.invalid', { faults: faults.length }), { faults });
  return new Map(found.flatMap((each) => each.profiles.map((profile) => [profile.id, profile])));
};

const readFolder = async <Entry extends { readonly id: string }>(
  folder: string,
  parse: ParseFile<Entry>,
  { language, wanted }: ReadingWish,
): Promise<Found<Entry>> => {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    if (files.length > MOST_PROFILES) return refused({ file: folder, ...tooMany(files.length, language) });
    const opened = files.filter((name) => wanted(basename(name, '.yaml')));
    const read = await Promise.all(opened.map((name) => readOne(join(folder, name), parse, language)));
    return { profiles: read.flatMap((each) => each.profiles), faults: read.flatMap((each) => each.faults) };
  } catch (error) {
    const wrong = say(language, 'profile.folder-unreadable', { why: wordsOf(error) });
    return refused({ file: folder, wrong, remedy: say(language, 'profile.folder-unreadable.do') });
  }
};

const readOne = async <Entry extends { readonly id: string }>(
  file: string,
  parse: ParseFile<Entry>,
  language: Language,
): Promise<Found<Entry>> => {
  try {
    const found = await stat(file);
    // A pipe or a device of that name would never end.
    if (!found.isFile()) return refused({ file, ...unreadable(say(language, 'profile.no-file'), language) });
    if (found.size > LARGEST_PROFILE) return refused({ file, ...tooLong(found.size, language) });
    return understood(file, await parse(await readFile(file, 'utf8'), language), language);
  } catch (error) {
    return refused({ file, ...unreadable(wordsOf(error), language) });
  }
};

const understood = <Entry extends { readonly id: string }>(
  file: string,
  parsed: ParsedForm<Entry>,
  language: Language,
): Found<Entry> => {
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

const refused = (fault: Fault): Found<never> => ({ profiles: [], faults: [fault] });

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
