import type { Language } from '../../gateway/domain/messages/message.ts';
import { type ParsedForm, type ProfileForm, parseForm } from '../parse-form.ts';
import { type AnalyzerProfile, analyzerProfileSchema } from './analyzer-profile.ts';
import { analyzerFault, analyzerFindings } from './lint-analyzer.ts';

const ANALYZER_FORM: ProfileForm<AnalyzerProfile> = {
  schema: analyzerProfileSchema,
  findingsOf: (profile, language) =>
    analyzerFindings(profile).map((finding) => ({ path: finding.path, fault: analyzerFault(finding, language) })),
  guide: 'docs/adding-an-analyzer.md',
};

/** Reads an analyzer's profile from the text of a YAML file: its form, then its sense. Never throws: all faults come back, with their lines. */
export const parseAnalyzerProfile = (text: string, language: Language): ParsedForm<AnalyzerProfile> =>
  parseForm(text, ANALYZER_FORM, language);
