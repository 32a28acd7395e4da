import { fileURLToPath } from 'node:url';
import type { Language } from '../../gateway/domain/messages/message.ts';
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
