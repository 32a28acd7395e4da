import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseZlib } from '../../../../cloud-bridge/contract/dense/dense-zlib.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';

const comesBack = async (text: Uint8Array): Promise<void> => {
  expect(inflateSync(await denseZlib(text)).equals(Buffer.from(text))).toBe(true);
};

describe('a dense zlib stream', () => {
  test('of any bytes is read by any inflater', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), comesBack)));

  test('of any text of few letters, with long matches and short distances, is read', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(65, 66, 67), { maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes)),
        comesBack,
      ),
      {
        numRuns: 30,
      },
    ));

  test.each([
    ['nothing', ''],
    ['one letter', 'a'],
    ['two', 'ab'],
    ['one letter for long', 'a'.repeat(5000)],
    ['a match of 258 and its neighbours', `${'x'.repeat(257)}y${'x'.repeat(258)}z${'x'.repeat(259)}`],
  ])('of %s is read', (_, text) => comesBack(Buffer.from(text)));

  test('of all 256 bytes, and no match, is read', () => comesBack(Uint8Array.from({ length: 256 }, (_, byte) => byte)));

  test('of a block is shorter than zlib’s densest, and begins as zlib does', async () => {
    const random = seededRandom(4);
    const readings = Array.from({ length: 120 }, (_, n) => [
      n * 500 + Math.round(random() * 8),
      n % 20,
      Math.round(random() * 5 + 40) / 10,
    ]);
    const text = Buffer.from(JSON.stringify({ v: 1, gateway: 'no3-canteen', lane: 'readings', first: 1, last: 120, readings }));
    const dense = await denseZlib(text);
    expect(dense[0]).toBe(0x78);
    expect(dense.length).toBeLessThan(0.97 * deflateSync(text, { level: 9, memLevel: 9 }).length);
    await comesBack(text);
  });
});
