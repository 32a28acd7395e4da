import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCaseRules } from '../../../gateway/cases/load-case-rules.ts';
import { CATALOGUE } from '../../../gateway/domain/messages/catalogue.ts';
import { CASE_STEPS, QUARANTINE_REASONS, RUN_SHEET_WARNINGS } from '../../../gateway/domain/station-fact.ts';
import { VERDICTS } from '../../../gateway/domain/verdict.ts';
import { dataFolder } from '../journal/journal-folder.ts';

describe('the station’s words', () => {
  test.each([
    ['step', CASE_STEPS],
    ['quarantine', QUARANTINE_REASONS],
    ['warning', RUN_SHEET_WARNINGS],
    ['verdict', VERDICTS],
  ])('name every %s in both languages', (area, members) =>
    expect(members.filter((member) => !(`station.${area}.${member}` in CATALOGUE))).toEqual([]),
  );

  test('never call 复测 what is 复检', () => {
    expect(CATALOGUE['station.step.repeated']['zh-CN']).toBe('复测');
    expect(CATALOGUE['station.step.laboratory']['zh-CN']).toContain('复检');
    expect(CATALOGUE['station.step.laboratory']['zh-CN']).not.toContain('复测');
  });
});

describe('the rules of positives', () => {
  test('are data with a source each, none of them called verified before a person has compared it', async () => {
    const { repeats, objection, runSheets, photo, board } = await loadCaseRules();
    expect(repeats.atLeast).toBe(2);
    expect(objection).toMatchObject({ within: 4 * 3_600_000, commissionedBy: ['authority'] });
    expect(runSheets.forgottenAfter).toBe(4 * 3_600_000);
    for (const { source } of [repeats, objection, runSheets, photo, board]) expect(source).toMatchObject({ verified: false });
  });

  test.each([
    ['no YAML', 'repeats: ['],
    ['no rules', '{}'],
    ['a time that is none', 'objection: { within: four hours }'],
  ])('with %s are refused', async (_, text) => {
    const file = join(dataFolder(), 'case-rules.yaml');
    writeFileSync(file, text);
    await expect(loadCaseRules(file)).rejects.toMatchObject({ code: 'rules-invalid' });
  });

  test('that aren’t there are refused', async () =>
    await expect(loadCaseRules('/nowhere.yaml')).rejects.toMatchObject({ code: 'rules-invalid' }));
});
