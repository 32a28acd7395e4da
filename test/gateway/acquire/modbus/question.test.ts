import { describe, expect, test } from 'vitest';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import type { Request } from '../../../../gateway/acquire/modbus/request.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a request', () => {
  // The examples of Modbus Application Protocol V1.1b3, sections 6.1 to 6.6, 6.11 and 6.12, for unit 0x11.
  test.each<[Request, string, number]>([
    [{ function: 1, unit: 17, address: 0x13, count: 0x13 }, '110100130013', 3 + 3],
    [{ function: 2, unit: 17, address: 0xc4, count: 0x16 }, '110200c40016', 3 + 3],
    [{ function: 3, unit: 17, address: 0x6b, count: 3 }, '1103006b0003', 3 + 6],
    [{ function: 4, unit: 17, address: 8, count: 1 }, '110400080001', 3 + 2],
    [{ function: 5, unit: 17, address: 0xac, on: true }, '110500acff00', 6],
    [{ function: 5, unit: 17, address: 0xac, on: false }, '110500ac0000', 6],
    [{ function: 6, unit: 17, address: 1, value: 3 }, '110600010003', 6],
    [
      { function: 15, unit: 17, address: 0x13, bits: [1, 0, 1, 1, 0, 0, 1, 1, 1, 0].map((bit) => bit === 1) },
      '110f0013000a02cd01',
      6,
    ],
    [{ function: 16, unit: 17, address: 1, registers: [0x0a, 0x102] }, '11100001000204000a0102', 6],
  ])('%o is on the wire what the standard prints', (request, body, answerLength) => {
    const question = questionOf(request);
    expect([hex(question.body), question.answerLength]).toEqual([body, answerLength]);
  });

  test.each<Request>([
    { function: 3, unit: 256, address: 0, count: 1 },
    { function: 3, unit: -1, address: 0, count: 1 },
    { function: 3, unit: 1, address: 0, count: 0 },
    { function: 3, unit: 1, address: 0, count: 126 },
    { function: 4, unit: 1, address: 0xffff, count: 2 },
    { function: 1, unit: 1, address: 0, count: 2001 },
    { function: 3, unit: 1, address: 1.5, count: 1 },
    { function: 6, unit: 1, address: 0, value: 0x1_0000 },
    { function: 16, unit: 1, address: 0, registers: [] },
    { function: 16, unit: 1, address: 0, registers: [-1] },
    { function: 16, unit: 1, address: 0, registers: Array.from({ length: 124 }, () => 0) },
    { function: 15, unit: 1, address: 0, bits: Array.from({ length: 1969 }, () => true) },
  ])('that Modbus can’t carry is refused before it is sent: %o', (request) => {
    expect(() => questionOf(request)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
