import { fileURLToPath } from 'node:url';
import type { Language } from '../domain/messages/message.ts';
import { type CaseRules, caseRulesSchema } from './case-rules.ts';
import { readData } from './read-data.ts';

/** The rules that come with Larder; beside this file both in the sources and once compiled. */
const SHIPPED_CASE_RULES: string = fileURLToPath(new URL('./data/case-rules.yaml', import.meta.url));

/** Reads the rules of positives and of the board. @throws EdgeError `rules-invalid` with all faults. */
export const loadCaseRules = (file = SHIPPED_CASE_RULES, language: Language = 'en'): Promise<CaseRules> =>
  readData(file, { schema: caseRulesSchema, guide: 'docs/station.md' }, language);
