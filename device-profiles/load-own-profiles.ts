import type { Language } from '../gateway/domain/messages/message.ts';
import type { AnalyzerProfile } from './analyzer/analyzer-profile.ts';
import { parseProfile } from './parse-profile.ts';
import type { Profile } from './profile.ts';
import { readProfileFolders } from './profile-folder.ts';

/**
 * Reads a site's own folder, in which both kinds stand: a file with a key `link` is an analyzer's. What reads those is
 * loaded with the first of them: few sites have analyzers. Throws EdgeError `profile-invalid` with all faults of all files.
 */
export const loadOwnProfiles = (folder: string, language: Language): Promise<ReadonlyMap<string, Profile | AnalyzerProfile>> =>
  readProfileFolders<Profile | AnalyzerProfile>([folder], parseEither, { language, wanted: () => true });

const parseEither = async (text: string, language: Language) => {
  if (!/^link *:/m.test(text)) return parseProfile(text, language);
  return (await import('./analyzer/parse-analyzer-profile.ts')).parseAnalyzerProfile(text, language);
};

/** True for an analyzer's profile. */
export const isAnalyzerProfile = (profile: Profile | AnalyzerProfile): profile is AnalyzerProfile => 'link' in profile;
