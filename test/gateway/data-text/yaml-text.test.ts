import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYamlText } from '../../../gateway/data-text/yaml-text.ts';

const TEXT = `# a pack
id: cn

rules:
  - id: cn.fridge
    silence: 15min
  - id: cn.freezer
    limits:
      - { side: high, value: -12 }
`;

const read = (text: string, mostAliases = 0) => readYamlText(text, { language: 'en', mostAliases });

const contentOf = (text: string) => {
  const content = read(text);
  if (content.is === 'faulty') throw new Error(JSON.stringify(content.faults));
  return content;
};

describe('the text of a data file', () => {
  test.each([
    ['a key', ['rules', 0, 'silence'], 6],
    ['an item of a list', ['rules', 1], 7],
    ['a key within a line', ['rules', 1, 'limits', 0, 'value'], 9],
    ['what isn’t there, at its nearest parent', ['rules', 0, 'limits', 3, 'side'], 5],
    ['the whole, where its content begins', [], 2],
  ])('places %s', (_, path, line) => expect(contentOf(TEXT).lineOf(path)).toBe(line));

  test('says what it has', () => {
    const { has } = contentOf(TEXT);
    expect(has(['rules', 1, 'limits', 0, 'side'])).toBe(true);
    expect(has(['rules', 1, 'silence'])).toBe(false);
  });

  test('that is no YAML comes back with all its faults and their lines, in either language', () => {
    const faults = read('id: cn\nid: eu\nname: x\nname: y\n');
    expect(faults).toMatchObject({ is: 'faulty', faults: [{ line: 2 }, { line: 4, wrong: expect.stringContaining('no YAML') }] });
    expect(readYamlText('a: b: c', { language: 'zh-CN', mostAliases: 0 })).toMatchObject({
      is: 'faulty',
      faults: [{ line: 1, wrong: expect.stringContaining('这不是 YAML') }],
    });
  });

  test('may hold as many aliases as its kind needs, and no nest that fills the memory', () => {
    const shared = 'a: &a { source: law }\nb: *a\n';
    expect(read(shared, 5)).toMatchObject({ is: 'content', value: { b: { source: 'law' } } });
    expect(read(shared)).toMatchObject({ is: 'faulty' });
    const level = (name: string, below: string) => `${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]\n`;
    const bomb = `a: &a [x, x]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}`;
    expect(read(bomb, 500)).toMatchObject({ is: 'faulty', faults: [{ line: 1 }] });
  });

  test('never throws, whatever it is', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.oneof(fc.string(), fc.nat(9))), (text, path) => {
        const content = read(text, 10);
        if (content.is === 'content') expect(content.lineOf(path)).toBeGreaterThanOrEqual(1);
        else expect(content.faults.length).toBeGreaterThan(0);
      }),
    ));
});
