import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../gateway/domain/messages/message.ts';
import { SCENARIO_PAGES, withScenarios } from './scenarios-document.ts';

test.each(LANGUAGES)('the page in %s names all scenarios, each with its sentence and its numbers', (language) => {
  const page = readFileSync(SCENARIO_PAGES[language], 'utf8');
  expect(page).toBe(withScenarios(page, language));
});
