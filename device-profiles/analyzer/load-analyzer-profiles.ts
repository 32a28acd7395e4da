import { fileURLToPath } from 'node:url';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { parseProfile } from '../parse-profile.ts';
import type { Profile } from '../profile.ts';
import { readProfileFolders } from '../profile-folder.ts';
import type { AnalyzerProfile } from './analyzer-profile.ts';
import { parseAnalyzerProfile } from './parse-analyzer-profile.ts';

/** The folder of the analyzer profiles that come with Larder; found from here both in the sources and once compiled. */
export const SHIPPED_ANALYZERS: string = fileURLToPath(new URL('../analyzers/', import.meta.url));

/**
 * Reads the analyzer profiles of each folder; a later folder's takes the place of an earlier one's with the same id. Those
 * that aren't `wanted` stay closed. Throws EdgeError `profile-invalid` with all faults of all files.
 */
export const loadAnalyzerProfiles = (
  folders: readonly string[],
  language: Language = 'en',
  wanted: (id: string) => boolean = () => true,
): Promise<ReadonlyMap<string, AnalyzerProfile>> => readProfileFolders(folders, parseAnalyzerProfile, { language, wanted });

/** Reads a site's own folder, in which both kinds stand: a file with a key `link` is an analyzer's. Throws as the above. */
export const loadOwnProfiles = (folder: string, language: Language): Promise<ReadonlyMap<string, Profile | AnalyzerProfile>> =>
  readProfileFolders<Profile | AnalyzerProfile>(
    [folder],
    (text, words) => (/^link *:/m.test(text) ? parseAnalyzerProfile(text, words) : parseProfile(text, words)),
    { language, wanted: () => true },
  );

/** True for an analyzer's profile. */
export const isAnalyzerProfile = (profile: Profile | AnalyzerProfile): profile is AnalyzerProfile => 'link' in profile;
