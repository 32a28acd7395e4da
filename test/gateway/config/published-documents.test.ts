import { describe, expect, test } from 'vitest';
import { configurationReference } from '../../../gateway/config/configuration-reference.ts';
import { siteJsonSchema } from '../../../gateway/config/json-schema.ts';
import { unexplained } from '../../../gateway/config/key-words.ts';

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url).pathname;

describe('the published documents are what the code says', () => {
  test('the JSON Schema', () =>
    expect(`${JSON.stringify(siteJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(docs('larder.schema.json')));
  test('the English reference', () => expect(configurationReference('en')).toMatchFileSnapshot(docs('configuration.md')));
  test('the Chinese reference', () =>
    expect(configurationReference('zh-CN')).toMatchFileSnapshot(docs('configuration.zh-CN.md')));
  test('every key is explained, and nothing else is', () => expect(unexplained()).toEqual({ places: [], explanations: [] }));
});
