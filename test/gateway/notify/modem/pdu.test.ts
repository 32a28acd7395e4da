import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeAddress, sameNumber } from '../../../../gateway/notify/modem/address.ts';
import { decodePdu } from '../../../../gateway/notify/modem/decode-deliver.ts';
import { cutText, encodeSubmit } from '../../../../gateway/notify/modem/encode-submit.ts';
import { readSubmit } from '../../../../simulators/world/modem/submit-reader.ts';

describe('a short message that is sent', () => {
  test('is the PDU that a modem expects', () =>
    expect(encodeSubmit('+8613800000001', '报警', 1)).toEqual([{ length: 19, pdu: '0031000D91683108000000F10008470462A58B66' }]));

  test('of 70 characters is one part; of 71 two, joined by a header', () => {
    expect(cutText('冷'.repeat(70))).toHaveLength(1);
    const parts = encodeSubmit('10086', '冷'.repeat(71), 0x1ff);
    expect(parts.map(({ pdu }) => readSubmit(pdu))).toMatchObject([
      { to: '10086', text: '冷'.repeat(67), part: { reference: 0xff, of: 2, place: 1 } },
      { to: '10086', text: '冷'.repeat(4), part: { reference: 0xff, of: 2, place: 2 } },
    ]);
  });

  test('never cuts a character in two, and no part is too long', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.stringMatching(/^\+?[0-9]{3,15}$/), (text, number) => {
        const parts = encodeSubmit(number, text, 7);
        const read = parts.map(({ pdu }) => readSubmit(pdu));
        const whole = read.map((part) => part.text).join('');
        expect(parts.length).toBeLessThanOrEqual(6);
        for (const [place, { length, pdu }] of parts.entries()) {
          expect(length).toBe(pdu.length / 2 - 1);
          expect(read[place]?.bytes).toBeLessThanOrEqual(140);
          expect(read[place]?.to).toBe(number);
          const last = read[place]?.text.at(-1)?.charCodeAt(0) ?? 0;
          expect(last >= 0xd800 && last <= 0xdbff).toBe(false);
        }
        expect(whole.endsWith('…') || whole === text).toBe(true);
        expect(text.startsWith(whole.replace(/…$/, ''))).toBe(true);
      }),
    ));
});

describe('what comes from the network', () => {
  test.each([
    [
      '1 in the default alphabet',
      '07911326040000F0040B911346610089F60000208062917314080131',
      { is: 'message', from: '+31641600986', text: '1', sentAt: Date.UTC(2002, 7, 26, 19, 37, 41) },
    ],
    [
      'a text of the default alphabet',
      '07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07',
      { is: 'message', from: '+31641600986', text: 'How are you?', sentAt: Date.UTC(2002, 7, 26, 19, 37, 41) },
    ],
    [
      '收到 in UCS2',
      '0891683108200105F0240D91683108000000F1000862115081000023046536523 0'.replace(' ', ''),
      { is: 'message', from: '+8613800000001', text: '收到', sentAt: Date.UTC(2026, 10, 5, 10) },
    ],
    [
      'a name that is written like a number',
      '000414D0B1190E0683C16030580C00006211508100002302CF25',
      { is: 'message', from: '13800000001', isName: true, text: 'OK', sentAt: Date.UTC(2026, 10, 5, 10) },
    ],
    [
      'a report of delivery',
      '0006050D91683108000000F162115081000023621150810010230 0'.replace(' ', ''),
      { is: 'report', reference: 5, to: '+8613800000001', outcome: 'delivered', madeAt: Date.UTC(2026, 10, 5, 10, 0, 1) },
    ],
    [
      'a report that it was given up',
      '0006050D91683108000000F16211508100002362115081001023 46'.replace(' ', ''),
      { is: 'report', reference: 5, to: '+8613800000001', outcome: 'gone', madeAt: Date.UTC(2026, 10, 5, 10, 0, 1) },
    ],
    ['nothing', '', { is: 'unreadable' }],
    ['half of it', '07911326040000F0040B91134661', { is: 'unreadable' }],
    ['no digits', 'zz', { is: 'unreadable' }],
  ])('%s', (_name, pdu, expected) => expect(decodePdu(pdu)).toEqual(expected));

  test('never throws, whatever it is', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(['message', 'report', 'unreadable']).toContain(decodePdu(Buffer.from(bytes).toString('hex')).is);
      }),
    ));
});

describe('telephone numbers', () => {
  test('with and without country code are one, and short ones only where they are equal', () => {
    expect(sameNumber('+8613800000001', '138 0000 0001')).toBe(true);
    expect(sameNumber('13800000001', '13800000002')).toBe(false);
    expect(sameNumber('1', '13800000001')).toBe(false);
    expect(sameNumber('', '')).toBe(false);
  });
  test('of an odd count of digits end with a filler', () => expect([...encodeAddress('123')]).toEqual([3, 0x81, 0x21, 0xf3]));
});
