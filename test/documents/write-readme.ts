import { readFileSync, writeFileSync } from 'node:fs';
import { LANGUAGES } from '../../gateway/domain/messages/message.ts';
import { SCENARIO_PAGES, withScenarios } from '../scenarios/scenarios-document.ts';
import { READMES, readmeSections, withSections } from './readme-sections.ts';

// Makes the marked sections of the READMEs, and the list of all scenarios, anew: `npm run readme`.
for (const language of LANGUAGES) {
  const file = READMES[language];
  writeFileSync(file, withSections(readFileSync(file, 'utf8'), readmeSections(language)));
  const page = SCENARIO_PAGES[language];
  writeFileSync(page, withScenarios(readFileSync(page, 'utf8'), language));
}
