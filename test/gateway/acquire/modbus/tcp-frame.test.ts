import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeBody } from '../../../../gateway/acquire/modbus/answer.ts';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import { takeTcpFrame, tcpFrame, transactionId } from '../../../../gateway/acquire/modbus/tcp-frame.ts';
import { transactionIds } from '../../../../gateway/acquire/modbus/transaction-ids.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const taken = (hex: string) => {
  const bytes = bytesOf(hex);
  return takeTcpFrame(new DataView(bytes.buffer), 0, bytes.length);
};

describe('a Modbus TCP frame', () => {
  test('carries id, protocol and length before the unit', () => {
    const frame = tcpFrame(questionOf({ function: 3, unit: 17, address: 0x6b, count: 3 }), 0x1501);
    expect(Buffer.from(frame).toString('hex')).toBe('1501000000061103006b0003');
    expect(transactionId(new DataView(frame.buffer), 0)).toBe(0x1501);
  });

  test.each([
    ['whole', '15 01 00 00 00 05 11 03 02 00 2a', 11],
    ['whole with more behind it', '15 01 00 00 00 05 11 03 02 00 2a 15 02', 11],
    ['of another protocol', '15 01 00 01 00 05 11 03 02 00 2a', 'broken'],
    ['too short to be one', '15 01 00 00 00 01 11', 'broken'],
    ['too long to be one', '15 01 00 00 00 ff 11', 'broken'],
  ] as const)('%s', (_, hex, verdict) => {
    expect(taken(hex)).toBe(verdict);
  });

  test('cut at any place is incomplete, until it is whole', () => {
    const whole = '150100000005110302002a';
    for (let cut = 0; cut < 11; cut += 1) expect(taken(whole.slice(0, 2 * cut))).toBe('incomplete');
  });

  test('taken from anything never throws, and never reaches beyond what is there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const length = takeTcpFrame(new DataView(noise.buffer, noise.byteOffset, noise.length), 0, noise.length);
        if (typeof length === 'number') expect(length).toBeLessThanOrEqual(noise.length);
      }),
    );
  });
});

test('transaction ids go round within sixteen bits', () => {
  const ids = transactionIds(0x1_fffe);
  expect([ids.next(), ids.next(), ids.next()]).toEqual([0xffff, 0, 1]);
});

describe('the body of an answer', () => {
  const READ = questionOf({ function: 4, unit: 3, address: 0, count: 1 });
  test.each([
    ['03 04 02 00 2a', 'data'],
    ['03 84 06', 'exception'],
    ['03 84 00', 'count'],
    ['03 84', 'count'],
    ['04 04 02 00 2a', 'foreign-unit'],
    ['03 03 02 00 2a', 'function'],
    ['03 04 04 00 2a', 'count'],
    ['03 04 02 00', 'count'],
    ['03 04 02 00 2a 00', 'count'],
  ])('%s is %s', (hex, verdict) => {
    expect(judgeBody(bytesOf(hex), READ)).toBe(verdict);
  });
});
