import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const source = { document: 'a test', edition: '1', force: 'practice', verified: false };
const limit = { level: 'legal', side: 'high', value: 80, onDelay: '0s', offDelay: '0s', deadband: 1, source };
const rule = { id: 'test.wet', unit: '%RH', appliesTo: { en: 'a test', 'zh-CN': '测试' }, limits: [limit] };

/** Writes rule `test.wet` beside a site: an alarm as soon as the air is wetter than 80 %RH, or unknown for a minute. Gives its folder, for `rules`. */
export const writeWetRule = (folder: string): string => {
  const rules = join(folder, 'rules');
  mkdirSync(rules);
  const text = stringify({ rules: [{ ...rule, silence: '60s', probeFault: '60s', afterGap: false, delays: source }] });
  writeFileSync(join(rules, 'test.yaml'), text);
  return './rules';
};
