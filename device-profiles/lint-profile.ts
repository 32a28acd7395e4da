import type { Fault } from '../gateway/domain/edge-error.ts';
import { say } from '../gateway/domain/messages/catalogue.ts';
import type { Language } from '../gateway/domain/messages/message.ts';
import { placeText } from '../gateway/domain/place-text.ts';
import type { Finding } from './finding.ts';
import { lintLayout, lintScaleSources } from './lint-layout.ts';
import { lintRegister } from './lint-register.ts';
import { lintWrites } from './lint-writes.ts';
import type { Profile } from './profile.ts';

/** All that makes no sense in a profile of the right form; empty when it is clean. */
export const findingsOf = (profile: Profile): readonly Finding[] => [
  ...profile.registers.flatMap((register, place) => lintRegister(register, ['registers', place])),
  ...lintLayout(profile),
  ...lintScaleSources(profile),
  ...lintWrites(profile),
];

/** The same in words: what is wrong, and what to do about it. */
export const lintProfile = (profile: Profile, language: Language = 'en'): readonly Fault[] =>
  findingsOf(profile).map((finding) => faultOf(finding, language));

/** A finding in words, without file and line. */
export const faultOf = ({ rule, path, filling }: Finding, language: Language): Fault => ({
  place: placeText(path),
  wrong: say(language, `profile.lint.${rule}`, filling),
  remedy: say(language, `profile.lint.${rule}.do`, filling),
});
