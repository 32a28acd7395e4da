import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessValue, soughtOf } from '../../../../gateway/acquire/finding/find-value.ts';

const guesses = (words: readonly (number | undefined)[], display: string) => {
  const sought = soughtOf(display);
  if (sought === undefined) throw new Error(`${display} is no number`);
  return guessValue(words, sought);
};

const same = (words: readonly (number | undefined)[], display: string) =>
  guesses(words, display)
    .filter(({ fit }) => fit === 'same')
    .map(({ place, type, scale, wordOrder, negativeFrom }) =>
      [place, type, scale, wordOrder, negativeFrom].filter((part) => part !== undefined).join(' '),
    );

const float = (value: number): readonly [number, number] => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(0), view.getUint16(2)];
};

describe('what a display shows', () => {
  test.each([
    ['4.2', { value: 4.2, step: 0.1 }],
    ['-18,55', { value: -18.55, step: 0.01 }],
    ['23', { value: 23, step: 1 }],
  ])('%s has its value and its last digit', (text, sought) => expect(soughtOf(text)).toEqual(sought));

  test.each(['', '4.', '4.2C', '1e3', 'NaN', '--2', '.5'])('“%s” is no number of a display', (text) =>
    expect(soughtOf(text)).toBeUndefined(),
  );
});

describe('4.2 on the display', () => {
  test.each([
    ['tenths', [42], '0 int16 0.1'],
    ['hundredths', [420], '0 int16 0.01'],
    ['thousandths', [4200], '0 int16 0.001'],
    ['sixteenths', [67], '0 int16 0.0625'],
    ['a float, high word first', [0, ...float(4.2)], '1 float32 1 big'],
    ['a float, low word first', [...float(4.2)].reverse(), '0 float32 1 little'],
  ])('may come from %s', (_, words, expected) => expect(same(words, '4.2')).toContain(expected));

  test('can’t come from a register that counts whole degrees', () => expect(guesses([4], '4.2')).toEqual([]));

  test('may have moved on since: 4.5 is near, 5.0 is not', () => {
    expect(guesses([45], '4.2').map(({ fit, scale }) => [fit, scale])).toEqual([['near', 0.1]]);
    expect(guesses([50], '4.2')).toEqual([]);
  });

  test('is said first where it is the same, then where it is near', () =>
    expect(guesses([43, 42], '4.2').map(({ place, fit }) => [place, fit])).toEqual([
      [1, 'same'],
      [0, 'near'],
    ]));
});

describe('-18.5 on the display', () => {
  test.each([
    ['two’s complement', [0x1_0000 - 185], '0 int16 0.1'],
    ['10 000 and the amount', [10_185], '0 offset-negative 0.1 10000'],
    ['a sign bit', [0x8000 + 185], '0 offset-negative 0.1 32768'],
  ])('may come from %s', (_, words, expected) => expect(same(words, '-18.5').join()).toContain(expected));
});

test('a register that the device doesn’t give is no candidate, and parts its neighbours', () =>
  expect(guesses([undefined, 42, undefined], '4.2').map(({ place }) => place)).toEqual([1]));

test('a small number beside an empty neighbour is said once, as 16 bits', () =>
  expect(same([0, 42], '4.2')).toEqual(['1 int16 0.1']));

test('100 000 in 32 bits is found in either word order', () => {
  expect(same([1, 0x86a0], '100000')).toContain('0 int32 1 big');
  expect(same([0x86a0, 1], '100000')).toContain('0 int32 1 little');
});

test('whatever a register of tenths holds is found by what its display shows', () =>
  fc.assert(
    fc.property(fc.integer({ min: -999, max: 9999 }), (tenths) =>
      same([tenths & 0xffff], (tenths / 10).toFixed(1)).includes('0 int16 0.1'),
    ),
  ));
