import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../../device-profiles/analyzer/line-pattern.ts';
import { lineMatcher } from '../../../gateway/acquire/analyzers/text/match-line.ts';

const groupsOf = (pattern: string, line: string): object | undefined => {
  const parsed = parsePattern(pattern);
  if (parsed.is === 'faulty') throw new Error(`unreadable at ${parsed.at}`);
  const groups = lineMatcher(parsed.root)(line);
  return groups === undefined ? undefined : Object.fromEntries(groups);
};

/** Patterns of all that the language has, not too large. */
const patterns = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', 'é', '中'),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  pattern: fc
    .array(fc.tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{1,2}', '{2}')), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.map(([atom, often], place) => (place === 2 ? `|${atom}${often}` : `${atom}${often}`)).join('')),
})).pattern;

describe('a line pattern', () => {
  test('gives the named groups of a line that it fits as a whole', () => {
    expect(groupsOf('(?<channel>\\d+)[#:] +(?<value>-?\\d+(?:\\.\\d+)?) ?(?<unit>%)?', '07# 34.80%')).toEqual({
      channel: '07',
      value: '34.80',
      unit: '%',
    });
    expect(groupsOf('(?<channel>\\d+): (?<value>\\d+)', '7: 12 x')).toBeUndefined();
  });

  test('prefers as a regular expression does: the first choice, the longest run, or the shortest where it is lazy', () => {
    expect(groupsOf('(?<item>a|ab)(?<rest>.*)', 'abc')).toEqual({ item: 'a', rest: 'bc' });
    expect(groupsOf('(?<item>.+) (?<value>.+)', 'a b c')).toEqual({ item: 'a b', value: 'c' });
    expect(groupsOf('(?<item>.+?) (?<value>.+)', 'a b c')).toEqual({ item: 'a', value: 'b c' });
  });

  test('fits the lines that the same regular expression fits, and no others', () => {
    fc.assert(
      fc.property(patterns, fc.array(fc.constantFrom('a', 'b', '1', 'é', '中'), { maxLength: 6 }), (pattern, signs) => {
        const line = signs.join('');
        expect(groupsOf(pattern, line) !== undefined).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(line));
      }),
      { numRuns: 500 },
    );
  });

  test('takes no longer for a line that others need for ever for', () => {
    expect(groupsOf('(?:(?:a+)+)+b', 'a'.repeat(500))).toBeUndefined();
    expect(groupsOf('(?:.*.*.*.*)*=', 'a'.repeat(500))).toBeUndefined();
  });

  test.each([
    ['a group that stays open', '(a', 2],
    ['a class that stays open', '[ab', 0],
    ['a closing sign too many', 'a)', 1],
    ['looking ahead', 'a(?=b)', 2],
    ['a back-reference', '(a)\\1', 5],
    ['an end of a word', 'a\\b', 3],
    ['nothing to repeat', '*a', 0],
    ['a name that stands twice', '(?<a>x)(?<a>y)', 12],
    ['bounds that are turned', 'a{3,2}', 6],
    ['a class that is none', '[z-a]', 5],
    ['more signs than a line has use for', '(?:a{1000}){9}', 0],
  ])('refuses %s', (_, pattern, at) => expect(parsePattern(pattern)).toEqual({ is: 'faulty', at }));

  test('never throws, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => void parsePattern(text)));
    const odd = fc
      .array(fc.constantFrom('(', ')', '[', ']', '{', '}', '*', '?', '|', '\\', '1', ',', '<', ':', 'a', '^', '-'))
      .map((signs) => signs.join(''));
    fc.assert(fc.property(odd, (text) => void parsePattern(text)));
  });
});
