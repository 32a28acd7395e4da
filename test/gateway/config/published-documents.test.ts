import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configurationReference } from '../../../gateway/config/configuration-reference.ts';
import { siteJsonSchema } from '../../../gateway/config/json-schema.ts';
import { unexplained } from '../../../gateway/config/key-words.ts';
import { everyKey } from '../../../gateway/config/schema-tree.ts';
import { siteSchema } from '../../../gateway/config/site-schema.ts';

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url).pathname;

// To write them anew after a change of the schema or its words: npx vitest run test/gateway/config/published -u
describe('the published documents are what the code says', () => {
  test('the JSON Schema', () =>
    expect(`${JSON.stringify(siteJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(docs('larder.schema.json')));
  test('the English reference', () => expect(configurationReference('en')).toMatchFileSnapshot(docs('configuration.md')));
  test('the Chinese reference', () =>
    expect(configurationReference('zh-CN')).toMatchFileSnapshot(docs('configuration.zh-CN.md')));
  test('every key is explained, and nothing else is', () => expect(unexplained()).toEqual({ places: [], explanations: [] }));
  test('the JSON Schema explains every key', () =>
    expect(JSON.stringify(siteJsonSchema()).match(/"description":/g)).toHaveLength(everyKey(siteSchema).length));
});

describe('an editor that knows the JSON Schema', () => {
  const editor = z.fromJSONSchema(siteJsonSchema());
  const accepts = (content: unknown): boolean => editor.safeParse(content).success;
  const read = (name: string): unknown => parse(readFileSync(docs(`examples/${name}`), 'utf8'));
  const box = { gateway: { id: 'a', timezone: 'UTC' }, data: './data' };

  test.each(readdirSync(docs('examples')).filter((name) => name.endsWith('.yaml')))('finds nothing in %s', (name) =>
    expect(accepts(read(name))).toBe(true),
  );

  test.each([
    ['an unknown key', { ...box, colour: 'red' }],
    ['a duration without its unit', { ...box, keep: { commit: 10 } }],
    ['a line without a link', { ...box, lines: [{ id: 'k' }] }],
    ['a line with two', { ...box, lines: [{ id: 'k', serial: '/dev/ttyS1', tcp: 'h:1' }] }],
    ['a password in the file', { ...box, uplinks: [{ id: 'a', mqtt: 'mqtts://h', password: 'hunter2' }] }],
    ['what is missing', { gateway: { id: 'a' }, data: './data' }],
  ])('marks %s', (_name, content) => expect(accepts(content)).toBe(false));
});
