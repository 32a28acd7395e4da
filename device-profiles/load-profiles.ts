import { fileURLToPath } from 'node:url';
import type { Language } from '../gateway/domain/messages/message.ts';
import { parseProfile } from './parse-profile.ts';
import type { Profile } from './profile.ts';
import { readProfileFolders } from './profile-folder.ts';

/** The folder of the profiles that come with Larder; beside this file both in the sources and once compiled. */
export const SHIPPED_PROFILES: string = fileURLToPath(new URL('./profiles/', import.meta.url));

/**
 * Reads the device profiles of each folder; a later folder's takes the place of an earlier one's with the same id. Those
 * that aren't `wanted` stay closed. Throws EdgeError `profile-invalid` with all faults of all files.
 */
export const loadProfiles = (
  folders: readonly string[],
  language: Language = 'en',
  wanted: (id: string) => boolean = () => true,
): Promise<ReadonlyMap<string, Profile>> => readProfileFolders(folders, parseProfile, { language, wanted });
