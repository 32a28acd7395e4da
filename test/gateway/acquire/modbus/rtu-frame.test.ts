import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import { hearAnswer, isRtuFrame, rtuFrame } from '../../../../gateway/acquire/modbus/rtu-frame.ts';
import { sealedRtu } from '../../../../simulators/world/rtu-checksum.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const sealed = (hex: string): Uint8Array => sealedRtu(bytesOf(hex));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const READ = questionOf({ function: 3, unit: 1, address: 0x10, count: 2 });
const WRITE = questionOf({ function: 6, unit: 1, address: 0x10, value: 5 });

describe('an RTU frame', () => {
  test('carries its checksum low byte first', () => {
    expect(Buffer.from(rtuFrame(bytesOf('01 03 00 00 00 0a'))).toString('hex')).toBe('01030000000ac5cd');
  });

  test('is known by its checksum, as the simulators reckon it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 254 }), (body) => {
        expect(isRtuFrame(sealedRtu(body))).toBe(true);
        expect([...rtuFrame(body)]).toEqual([...sealedRtu(body)]);
      }),
    );
  });
});

describe('what is heard after a question', () => {
  test.each([
    ['an answer', READ, sealed('01 03 04 00 2a ff 9c'), 'answer'],
    ['an exception', READ, sealed('01 83 02'), 'answer'],
    ['the answer to a write', WRITE, sealed('01 06 00 10 00 05'), 'answer'],
    ['a byte of noise, then an answer', READ, joined(bytesOf('00'), sealed('01 03 04 00 2a ff 9c')), 'answer'],
    ['three bytes of noise, then an exception', READ, joined(bytesOf('00 ff 7e'), sealed('01 83 02')), 'answer'],
    ['nothing', READ, bytesOf(''), 'more'],
    ['the beginning of an answer', READ, bytesOf('01 03 04 00 2a'), 'more'],
    ['another unit’s answer', READ, sealed('02 03 04 00 2a ff 9c'), 'foreign-unit'],
    ['another function’s answer', READ, sealed('01 04 04 00 2a ff 9c'), 'function'],
    ['another function’s exception', READ, sealed('01 84 02'), 'function'],
    ['an exception without a code', READ, sealed('01 83 00'), 'count'],
    ['an answer of another length', READ, sealed('01 03 02 00 2a'), 'count'],
    ['the answer to another write', WRITE, sealed('01 06 00 11 00 05'), 'count'],
    ['a broken answer', READ, bytesOf('01 03 04 00 2a ff 9c 00 00'), 'crc'],
    ['a broken answer with a broken unit', READ, bytesOf('07 03 04 00 2a ff 9c 00 00'), 'crc'],
    ['an answer twice', READ, joined(sealed('01 03 04 00 2a ff 9c'), sealed('01 03 04 00 2a ff 9c')), 'trailing'],
    ['an answer and a byte more', READ, joined(sealed('01 03 04 00 2a ff 9c'), bytesOf('00')), 'trailing'],
    ['four bytes of noise, then an answer', READ, joined(bytesOf('00 ff 7e 11'), sealed('01 03 04 00 2a ff 9c')), 'crc'],
    ['an answer behind the tail of another', READ, joined(bytesOf('ff 9c 3a 21 55'), sealed('01 03 04 00 2a ff 9c')), 'crc'],
  ])('%s', (_, question, bytes, verdict) => {
    const heard = hearAnswer(bytes, question);
    expect(heard.is === 'doubt' ? heard.why : heard.is).toBe(verdict);
  });

  test('cut at any place is more, until it is whole', () => {
    for (const [question, answer] of [
      [READ, sealed('01 03 04 00 2a ff 9c')],
      [READ, sealed('01 83 02')],
      [WRITE, sealed('01 06 00 10 00 05')],
    ] as const) {
      for (let cut = 0; cut < answer.length; cut += 1)
        expect(hearAnswer(answer.subarray(0, cut), question)).toEqual({ is: 'more' });
      expect(hearAnswer(answer, question)).toEqual({ is: 'answer', body: answer.slice(0, -2) });
    }
  });

  test('is never an answer when one to three bits or one burst of it are wrong, nor when it is cut, nor when more follows', () => {
    const data = fc.uint8Array({ minLength: 40, maxLength: 40 });
    const question = questionOf({ function: 3, unit: 9, address: 0, count: 20 });
    fc.assert(
      fc.property(
        data,
        fc.uniqueArray(fc.nat(45 * 8 - 1), { minLength: 1, maxLength: 3 }),
        fc.nat(43),
        (registers, bits, cut) => {
          const answer = sealedRtu(joined(bytesOf('09 03 28'), registers));
          const flipped = answer.slice();
          for (const bit of bits) flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(hearAnswer(flipped, question).is).not.toBe('answer');
          expect(hearAnswer(answer.subarray(0, cut), question).is).not.toBe('answer');
          expect(hearAnswer(joined(answer, answer.subarray(0, 1 + cut)), question).is).toBe('doubt');
          expect(hearAnswer(answer, question).is).toBe('answer');
        },
      ),
      { numRuns: 500 },
    );
  });

  test('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => void hearAnswer(noise, READ)));
  });
});
