import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, type Decimal, parseDecimal, product, shifted } from '../../../../gateway/rules/tests/decimal.ts';

const written = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,12}$/), fc.option(fc.stringMatching(/^\d{1,12}$/)))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`);

/** The same number as a whole count of 10^-12, worked out from its digits alone. */
const counted = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const count = BigInt(whole + fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -count : count;
};

const read = (text: string): Decimal => {
  const number = parseDecimal(text);
  if (number === undefined) throw new Error(`${text} was not read`);
  return number;
};

describe('a decimal', () => {
  test('is in the same order as its digits say, whatever its length', () =>
    fc.assert(
      fc.property(written, written, (one, other) => {
        const difference = counted(one) - counted(other);
        expect(Math.sign(compareDecimals(read(one), read(other)))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    ));

  test('moves by powers of ten and back without a loss', () =>
    fc.assert(
      fc.property(written, fc.integer({ min: -9, max: 9 }), (text, exponent) => {
        const there = shifted(read(text), exponent);
        expect(compareDecimals(shifted(there, -exponent), read(text))).toBe(0);
        const ten = { digits: 10n ** BigInt(Math.abs(exponent)), scale: 0 };
        const [moved, still] = exponent < 0 ? [product(there, ten), read(text)] : [there, product(read(text), ten)];
        expect(compareDecimals(moved, still)).toBe(0);
      }),
    ));

  test('is the same number with a comma, unless that could part thousands', () =>
    fc.assert(
      fc.property(written, (text) => {
        const [whole = '', fraction = ''] = text.replace('-', '').split('.');
        const ambiguous = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
        expect(parseDecimal(text.replace('.', ','))).toEqual(ambiguous ? undefined : read(text));
      }),
    ));

  test.each(['0.020', '.02', '00.02', '0,02'])('%s is 0.02', (text) => expect(compareDecimals(read(text), read('0.02'))).toBe(0));
  test('-0.00 is 0', () => expect(compareDecimals(read('-0.00'), read('0'))).toBe(0));

  test.each([
    '',
    '-',
    '.',
    ',',
    '5.',
    '+1',
    '1e3',
    '1E-2',
    '1,500',
    '1.2.3',
    '1,2,3',
    '٣',
    '½',
    '5²',
    'NaN',
    'Infinity',
    ' 1',
    '0x10',
    '--1',
    '1'.repeat(41),
  ])('“%s” is no number', (text) => expect(parseDecimal(text)).toBeUndefined());
});
