import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasValue, isProbeFault, isQualityWord, type Quality, qualityCode, qualityOf } from '../../../gateway/domain/quality.ts';

const plain: readonly Quality[] = ['good', 'no-answer', 'probe-open', 'probe-short', 'probe-fault', 'out-of-range', 'frozen'];

describe('a quality', () => {
  test.each(plain)('%s comes back from its number as it was', (word) => expect(qualityOf(qualityCode(word))).toBe(word));

  test('exception codes come back as they were, each of them', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 255 }),
        (code) => qualityOf(qualityCode(`exception:${code}`)) === `exception:${code}`,
      ),
    ));

  test('good is 0, so that a batch needs no look-up for it', () => expect(qualityCode('good')).toBe(0));

  test('only good and the two doubts leave a value standing', () =>
    expect([...plain, 'exception:6' as const].filter(hasValue)).toEqual(['good', 'out-of-range', 'frozen']));

  test('a probe fault is what the device said of its probe', () =>
    expect(plain.filter(isProbeFault)).toEqual(['probe-open', 'probe-short', 'probe-fault']));

  test.each(['good', 'exception:0', 'exception:256', 'exception:06', 'exception:', 'cold', '', '__proto__'])(
    'a block may not carry %j',
    (word) => expect(isQualityWord(word)).toBe(false),
  );
});
