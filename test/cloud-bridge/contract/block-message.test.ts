import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_INFLATED, LONGEST_MESSAGE, packMessage, unpackMessage } from '../../../cloud-bridge/contract/block-message.ts';
import { memoryJournal } from '../memory-journal.ts';

const lines = (count: number): readonly string[] => {
  const journal = memoryJournal();
  for (let n = 0; n < count; n += 1) journal.sealReadings(120);
  return journal.lines('readings');
};

describe('a message of blocks', () => {
  test('gives its lines back byte for byte', async () => {
    const sent = lines(20);
    expect(await unpackMessage(await packMessage(sent))).toEqual({ is: 'lines', lines: sent });
  });

  test('of any lines comes back as it was', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1 }), async (texts) => {
        const whole = texts.map((text) => text.replaceAll('\n', ' ')).map((text) => `{${text}`);
        expect(await unpackMessage(await packMessage(whole))).toEqual({ is: 'lines', lines: whole });
      }),
      { numRuns: 40 },
    ));

  test('is compressed as one stream, and says so by its first byte', async () => {
    const packed = await packMessage(lines(20));
    expect(packed[0]).toBe(0x78);
    const apart = await Promise.all(lines(20).map((line) => packMessage([line])));
    expect(packed.length).toBeLessThan(0.7 * apart.reduce((sum, { length }) => sum + length, 0));
  });

  test('is sent as it is when it is short', async () => {
    expect(Buffer.from(await packMessage(['{"v":1}'])).toString()).toBe('{"v":1}');
  });

  test('is parted at line feeds alone: other line breaks belong to the block', async () => {
    const text = '{"a":"\r\u2028\u2029\u0085\v\f"}';
    expect(await unpackMessage(Buffer.from(`${text}\n${text}`))).toEqual({ is: 'lines', lines: [text, text] });
  });
});

describe('a hostile message', () => {
  test('is never more than broken, whatever its bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, compressed) => {
        const message = compressed ? Buffer.concat([Buffer.from([0x78]), bytes]) : bytes;
        expect(['lines', 'broken']).toContain((await unpackMessage(message)).is);
      }),
    ));

  test('that was cut short is broken', async () => {
    const packed = await packMessage(lines(3));
    expect(await unpackMessage(packed.subarray(0, packed.length - 9))).toEqual({ is: 'broken', reason: 'not-zlib' });
  });

  test('that would swell beyond all bounds is refused', async () => {
    const bomb = deflateSync(Buffer.alloc(LONGEST_INFLATED + 1, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await unpackMessage(bomb)).toEqual({ is: 'broken', reason: 'too-long' });
  });

  test('that is too long is refused unread', async () =>
    expect(await unpackMessage(new Uint8Array(LONGEST_MESSAGE + 1))).toEqual({ is: 'broken', reason: 'too-long' }));

  test('that is not UTF-8, or empty, is broken', async () => {
    expect(await unpackMessage(Buffer.from([0x7b, 0xff, 0xfe]))).toEqual({ is: 'broken', reason: 'not-text' });
    expect(await unpackMessage(Buffer.from('\n\n'))).toEqual({ is: 'broken', reason: 'empty' });
  });
});
