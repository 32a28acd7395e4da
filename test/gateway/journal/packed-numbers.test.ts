import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteSum, summed, unsummed } from '../../../gateway/journal/byte-sum.ts';
import { ByteReader, ByteWriter } from '../../../gateway/journal/packed-numbers.ts';
import { packTailPiece, unpackTailPiece } from '../../../gateway/journal/tail-row.ts';

describe('packed numbers', () => {
  test('come back exactly, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.maxSafeNat(), fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 }), fc.double({ noNaN: true }))),
        (given) => {
          const writer = new ByteWriter(1);
          for (const [whole, signed, decimal] of given) {
            writer.whole(whole);
            writer.signed(signed);
            writer.decimal(decimal);
          }
          const reader = new ByteReader(writer.taken());
          const back = given.map(() => [reader.whole(), reader.signed(), reader.decimal()]);
          expect(back).toEqual(given);
        },
      ),
    );
  });

  test('take two bytes for a temperature, nine for what is no short decimal', () => {
    const bytes = (value: number): number => {
      const writer = new ByteWriter();
      writer.decimal(value);
      return writer.taken().length;
    };
    expect([4.2, -18.5, 55.1, 100, 1 / 3, -0].map(bytes)).toEqual([2, 2, 2, 2, 9, 9]);
  });
});

describe('a row of the open tail', () => {
  const reading = fc.tuple(fc.double({ min: 0, max: 1e10, noNaN: true }), fc.nat(5000), fc.double(), fc.nat(600));

  test('gives readings back as a block would hold them: whole milliseconds, values exactly', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), fc.boolean(), (given, sure) => {
        const at = { now: 1_795_248_000_000.25, elapsed: 86_400_123.5 };
        const readings = Float64Array.from(given.flat());
        const back = unpackTailPiece(packTailPiece({ at, clock: sure ? 'sure' : 'unsure', readings }));
        expect(back.at).toEqual(at);
        expect(back.clock).toBe(sure ? 'sure' : 'unsure');
        expect(back.readings).toEqual(Float64Array.from(given.flatMap(([elapsed, ...rest]) => [Math.floor(elapsed), ...rest])));
      }),
    );
  });

  test('any changed bit is noticed', () => {
    const row = packTailPiece({
      at: { now: 1, elapsed: 2 },
      clock: 'sure',
      readings: Float64Array.of(2, 0, 4.2, 0, 2, 1, 55.1, 0),
    });
    for (let bit = 0; bit < row.length * 8; bit += 1) {
      const changed = Buffer.from(row);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unpackTailPiece(changed)).toThrow('not what was written');
    }
  });
});

test('a sum of bytes is the published FNV-1a', () => {
  expect(byteSum(Buffer.from('foobar'))).toBe(0xbf9cf968);
  expect(unsummed(summed(Buffer.from('abc')))).toEqual(Buffer.from('abc'));
  expect(unsummed(Buffer.alloc(3))).toBeUndefined();
});
