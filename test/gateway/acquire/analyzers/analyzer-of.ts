import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { parseAnalyzerProfile } from '../../../../device-profiles/analyzer/parse-analyzer-profile.ts';

/** A profile from the text of its file. */
export const analyzerOf = (text: string): AnalyzerProfile => {
  const parsed = parseAnalyzerProfile(text, 'en');
  if (parsed.is === 'faulty') throw new Error(JSON.stringify(parsed.faults));
  return parsed.profile;
};
