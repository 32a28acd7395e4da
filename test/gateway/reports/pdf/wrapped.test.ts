import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from '../../../../gateway/reports/pdf/wrapped.ts';

const inColumns = (text: string, width: number): readonly string[] => wrapped(text, width, (line) => [...line].length);

test('breaks between words, between characters of Chinese, and where a line ends', () => {
  expect(inColumns('the door was left open', 8)).toEqual(['the door', 'was left', 'open']);
  expect(inColumns('柜门未关好已处理', 3)).toEqual(['柜门未', '关好已', '处理']);
  expect(inColumns('one\n\ntwo', 8)).toEqual(['one', '', 'two']);
});

test('keeps a closing mark with what it closes', () => expect(inColumns('柜门未，关好', 3)).toEqual(['柜门', '未，关', '好']));

test('tears a word only where it fits no line', () => expect(inColumns('a 0123456789', 4)).toEqual(['a', '0123', '4567', '89']));

test('leaves out nothing but white space, and no line is too wide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
      const lines = inColumns(text, width);
      expect(lines.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    }),
  );
});
