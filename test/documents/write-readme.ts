import { readFileSync, writeFileSync } from 'node:fs';
import { LANGUAGES } from '../../gateway/domain/messages/message.ts';
import { READMES, readmeSections, withSections } from './readme-sections.ts';

// Makes the marked sections of the READMEs anew: `npm run readme`.
for (const language of LANGUAGES) {
  const file = READMES[language];
  writeFileSync(file, withSections(readFileSync(file, 'utf8'), readmeSections(language)));
}
