import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ALARM_CAUSES } from '../../../gateway/domain/alarm.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';
import { packSchema } from '../../../gateway/rules/pack.ts';
import { parsePack } from '../../../gateway/rules/parse-pack.ts';
import { ruleTable } from './rule-table.ts';

const documents = [
  ['en', 'rules.md'],
  ['zh-CN', 'rules.zh-CN.md'],
] as const;
const textOf = (file: string): string => readFileSync(fileURLToPath(new URL(`../../../docs/${file}`, import.meta.url)), 'utf8');
const rules = [...(await loadRulePacks()).values()];

describe.each(documents)('the document in %s (%s)', (language, file) => {
  const text = textOf(file);

  test('shows the shipped rules as they are', () => {
    const shown = text.split('<!-- rules -->\n')[1]?.split('\n<!-- /rules -->')[0];
    expect(shown?.split('\n')).toEqual(ruleTable(rules, language));
  });

  // The journal says when it is short of room: no rule does.
  test('explains every cause that rules raise', () => {
    for (const cause of ALARM_CAUSES.filter((each) => each !== 'storage')) expect(text).toContain(`\`${cause}\``);
  });
});

test('the example of a site’s own pack is one', () => {
  const example = textOf('rules.md').split('```yaml\n')[1]?.split('```')[0] ?? '';
  expect(parsePack(example, 'en')).toMatchObject({ is: 'pack', pack: { rules: [{ id: 'site.meat_room', silence: 600_000 }] } });
});

test('every key of a pack is explained', () => {
  const text = textOf('rules.md');
  for (const key of Object.keys(packSchema.in.shape)) expect(text).toContain(`\`${key}`);
});

test.each(documents)('every kind of condition is explained, with an example that is one, in %s', (_, file) => {
  const text = textOf(file);
  const example = text.split('```yaml conditions\n')[1]?.split('```')[0] ?? '';
  const parsed = parsePack(example, 'en');
  const [rule] = parsed.is === 'pack' ? parsed.pack.rules : [];
  const kinds = (rule?.conditions ?? []).map(({ kind }) => kind);
  expect(kinds).toEqual(['cumulative', 'rate', 'forecast', 'cooling', 'cycle', 'calm', 'disagreement']);
  for (const kind of kinds) expect(text).toContain(`\`${kind}\``);
  expect(rule?.defrost).toBeDefined();
});
