import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EDGE_ERROR_CODES } from '../../gateway/domain/edge-error.ts';
import { readSources } from './sources.ts';

/** The list of codes, the words for each, and the test of both: none raises anything. */
const NAMES_THEM_ALL = [
  'gateway/domain/edge-error.ts',
  'gateway/domain/messages/hint-messages.ts',
  'test/gateway/domain/catalogue.test.ts',
];

const product = readSources('.')
  .filter(({ path }) => !NAMES_THEM_ALL.includes(path))
  .map(({ text }) => text);

const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name))
  .filter((path) => path.endsWith('.ts') && !NAMES_THEM_ALL.includes(path))
  .map((path) => readFileSync(path, 'utf8'));

/** A code in quotes that isn't merely compared with: whoever looks for what nobody raises waits in vain. */
const raised = (code: string): RegExp => new RegExp(`(?<![!=]== |case )'${code}'`);

/** A code in quotes, or at the head of what a person is told. */
const expected = (code: string): RegExp => new RegExp(`['"\`]${code}['"\`]|\\^${code}: `);

const unnamed = (texts: readonly string[], named: (code: string) => RegExp): readonly string[] =>
  EDGE_ERROR_CODES.filter((code) => !texts.some((text) => named(code).test(text)));

describe('the closed list of error codes', () => {
  test('holds none that the product never raises', () => expect(unnamed(product, raised)).toEqual([]));
  test('holds none that no test raises', () => expect(unnamed(tests, expected)).toEqual([]));
});

describe('a code', () => {
  test('that is only compared with is not raised', () => {
    expect("if (error.code === 'line-busy') return;").not.toMatch(raised('line-busy'));
    expect("throw new EdgeError('line-busy', path);").toMatch(raised('line-busy'));
  });
  test('that is part of a longer word is not expected', () => {
    expect("writeFileSync('journal-damaged-1.db')").not.toMatch(expected('journal-damaged'));
    expect('expect(words).toMatch(/^journal-damaged: /)').toMatch(expected('journal-damaged'));
  });
});
