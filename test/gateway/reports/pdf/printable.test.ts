import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesCharacters, printable } from '../../../../gateway/reports/pdf/printable.ts';
import { Sheet } from '../../../../gateway/reports/pdf/sheet.ts';
import { textOfPdf } from './pdf-text.ts';

const has = (codePoint: number): boolean => codePoint < 0x80 || (codePoint >= 0x4e00 && codePoint < 0x9fff);

test('a character that the font lacks is named by its number', () => {
  expect(printable('𠮷野家 1号柜', has)).toBe('[U+20BB7]野家 1号柜');
  expect(printable('3 × 2', has)).toBe('3 [U+00D7] 2');
  expect(namesCharacters('[U+20BB7]野家')).toBe(true);
  expect(namesCharacters('[U+…]')).toBe(false);
});

test('nothing is dropped: what was drawn leads back to what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const drawn = printable(text, (codePoint) => has(codePoint) && codePoint !== 0x5b);
      const back = drawn.replace(/\[U\+([0-9A-F]+)\]/g, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)));
      expect(back).toBe([...text].map((character) => (/\s/u.test(character) && character !== '\n' ? ' ' : character)).join(''));
    }),
  );
});

test('a page draws the number in place of an empty box, and knows that it did', async () => {
  const sheet = new Sheet('a page', new Date(0));
  sheet.words('1号冷藏柜 4.2 °C', 36, 36, { size: 10 });
  expect(sheet.names).toBe(false);
  sheet.words('𠮷野家 👍', 36, 60, { size: 10 });
  sheet.paragraph('猫\u{1F408}', { x: 36, y: 80, width: 200, height: 40 }, 10);
  expect(sheet.names).toBe(true);
  const text = textOfPdf(await sheet.finished());
  expect(text.replaceAll('\n', '')).toContain('1号冷藏柜 4.2 °C[U+20BB7]野家 [U+1F44D]猫[U+1F408]');
});
