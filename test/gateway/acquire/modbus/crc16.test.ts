import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16 } from '../../../../gateway/acquire/modbus/crc16.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('the checksum of RTU frames', () => {
  test.each([
    ['01 03 00 00 00 0a', 0xcdc5], // published examples of requests, checksum low byte first on the wire: c5 cd
    ['11 03 00 6b 00 03', 0x8776],
    ['01 04 02 ff ff', 0x80b8],
  ])('of %s is what the books print', (hex, checksum) => {
    expect(crc16(bytesOf(hex))).toBe(checksum);
  });

  test('finds one to three flipped bits, and any burst of up to sixteen', () => {
    const frame = fc.uint8Array({ minLength: 4, maxLength: 256 });
    const flips = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(frame, flips, fc.nat(), fc.integer({ min: 1, max: 0xffff }), (bytes, places, start, burst) => {
        const flipped = bytes.slice();
        const bits = new Set(places.map((place) => place % (bytes.length * 8)));
        for (const bit of bits) flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const burnt = bytes.slice();
        const from = start % (bytes.length * 8 - 15);
        for (let bit = 0; bit < 16; bit += 1) {
          if ((burst >> bit) & 1) burnt[(from + bit) >> 3] = (burnt[(from + bit) >> 3] ?? 0) ^ (1 << ((from + bit) & 7));
        }
        expect(crc16(flipped)).not.toBe(crc16(bytes));
        expect(crc16(burnt)).not.toBe(crc16(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
