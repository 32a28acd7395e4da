import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disturb } from '../../../simulators/world/frame-faults.ts';
import { isSealedRtu, RTU_ADDRESSING, rtuChecksum, sealedRtu } from '../../../simulators/world/rtu-checksum.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';

// The library's own checksum: the second opinion.
const libraryChecksum: (bytes: Buffer) => number = createRequire(import.meta.url)('modbus-serial/utils/crc16');

const frame = sealedRtu(Uint8Array.of(5, 3, 4, 0x12, 0x34, 0x56, 0x78));

const wrongBits = (a: Uint8Array, b: Uint8Array): number[] =>
  Array.from({ length: a.length * 8 }, (_, bit) => bit).filter(
    (bit) => (((a[bit >> 3] ?? 0) ^ (b[bit >> 3] ?? 0)) >> (bit & 7)) & 1,
  );

const altered = (faults: Parameters<typeof disturb>[0], seed: number): Uint8Array =>
  disturb(faults, seededRandom(seed), RTU_ADDRESSING)(frame).sendings[0]?.bytes ?? new Uint8Array();

describe('the checksum', () => {
  test('is that of the library, for any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 256 }),
        (bytes) => rtuChecksum(bytes) === libraryChecksum(Buffer.from(bytes)),
      ),
    );
  });

  test('is that of the example in Modbus over Serial Line: 02 07 gives 41 12', () => {
    expect([...sealedRtu(Uint8Array.of(2, 7))]).toEqual([2, 7, 0x41, 0x12]);
  });
});

describe('faults of a frame', () => {
  test('flips one to three bits, never none', () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const count = wrongBits(frame, altered({ flipped: 1 }, seed)).length;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(3);
    }
  });

  test('keeps a burst within 16 bits, so that the checksum finds every one', () => {
    for (let seed = 0; seed < 2000; seed += 1) {
      const spoiled = altered({ burst: 1 }, seed);
      const bits = wrongBits(frame, spoiled);
      expect((bits.at(-1) ?? 0) - (bits[0] ?? 0)).toBeLessThanOrEqual(15);
      expect(isSealedRtu(spoiled)).toBe(false);
    }
  });

  test('cuts a tail off, scrambles bytes, and readdresses to another valid unit', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      expect(altered({ truncated: 1 }, seed).length).toBeLessThan(frame.length);
      expect(wrongBits(frame, altered({ scrambled: 1 }, seed)).length).toBeGreaterThan(0);
      const foreign = altered({ foreignUnit: 1 }, seed);
      expect(foreign[0]).not.toBe(5);
      expect(isSealedRtu(foreign)).toBe(true);
    }
  });

  test('says of each sending whether it is the whole frame, and what was done', () => {
    const { sendings, done } = disturb({ duplicated: 1, noise: 1 }, seededRandom(1), RTU_ADDRESSING)(frame);
    expect(sendings.filter(({ whole }) => whole)).toHaveLength(2);
    expect(sendings).toHaveLength(3);
    expect(done).toEqual(['duplicated', 'noise']);
  });

  test('strikes as often as it was told to', () => {
    const become = disturb({ lost: 0.1 }, seededRandom(9), RTU_ADDRESSING);
    const lost = Array.from({ length: 20_000 }, () => become(frame)).filter(({ sendings }) => sendings.length === 0).length;
    expect(lost / 20_000).toBeCloseTo(0.1, 1);
  });
});
