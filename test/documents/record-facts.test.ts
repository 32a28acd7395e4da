import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FACT_KINDS } from '../../gateway/domain/fact.ts';

/** The words in back quotes of a document. */
const wordsIn = (file: string): ReadonlySet<string> =>
  new Set([...readFileSync(file, 'utf8').matchAll(/`([^`\n]+)`/g)].map(([, word]) => word ?? ''));

/** The names of an interface's own fields, as its source has them. */
const fieldsOf = (name: string): readonly string[] => {
  const source = readFileSync('gateway/domain/station-fact.ts', 'utf8');
  const body = source.split(`export interface ${name} `)[1]?.split('\n}')[0] ?? '';
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field]) => field ?? '');
};

/** The kinds that some part of the gateway writes. */
const writtenKinds = (): readonly string[] => {
  const sources = readdirSync('gateway', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const texts = sources.filter((path) => !path.startsWith('domain')).map((path) => readFileSync(`gateway/${path}`, 'utf8'));
  return FACT_KINDS.filter((kind) => texts.some((text) => text.includes(`kind: '${kind}'`)));
};

describe.each(['docs/record.md', 'docs/record.zh-CN.md'])('%s', (file) => {
  test('names every kind of fact that the box writes', () => {
    const words = wordsIn(file);
    const kinds = writtenKinds();
    expect(kinds.length).toBeGreaterThan(9);
    for (const kind of kinds) expect(words, kind).toContain(kind);
  });

  test('names what consumers may rely on in a test', () => {
    const words = wordsIn(file);
    const named = [
      'sampleId',
      'sample',
      'quarantine',
      'code',
      'item',
      'value',
      'unit',
      'limit',
      'verdict',
      'measuredAt',
      'receivedAt',
    ];
    for (const field of named) expect(words, field).toContain(field);
    expect(fieldsOf('TestFact')).toEqual(expect.arrayContaining(named));
  });
});
