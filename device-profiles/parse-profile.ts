import type { Language } from '../gateway/domain/messages/message.ts';
import { faultOf, findingsOf } from './lint-profile.ts';
import { type ParsedForm, type ProfileForm, parseForm } from './parse-form.ts';
import { type Profile, profileSchema } from './profile.ts';

const DEVICE_FORM: ProfileForm<Profile> = {
  schema: profileSchema,
  findingsOf: (profile, language) =>
    findingsOf(profile).map((finding) => ({ path: finding.path, fault: faultOf(finding, language) })),
  guide: 'docs/adding-a-device.md',
};

/**
 * Reads a device's profile from the text of a YAML file: its form, then its sense. Never throws: what is wrong comes back as
 * faults, all of them, with their lines.
 */
export const parseProfile = (text: string, language: Language): ParsedForm<Profile> => parseForm(text, DEVICE_FORM, language);
