import { expect, test } from 'vitest';
import { takeAllStored } from '../../../../gateway/notify/modem/stored-messages.ts';
import { deliverPdu } from '../../../../simulators/world/modem/network-pdus.ts';

const PDU = deliverPdu('+8613800000001', '收到');

/** A modem that lists these lines, and hands over at a place what stands there. */
const storing = (lines: readonly string[], places: Readonly<Record<string, string>> = {}) => {
  const told: string[] = [];
  const command = async (words: string) => {
    told.push(words);
    const place = /^AT\+CMGR=(\d+)/.exec(words)?.[1];
    const at = place === undefined ? undefined : places[place];
    if (words.startsWith('AT+CMGL')) return { is: 'ok' as const, lines };
    return { is: 'ok' as const, lines: at === undefined ? [] : [at] };
  };
  return { at: { command } as unknown as Parameters<typeof takeAllStored>[0], told };
};

test('a line that comes by itself between a message and what is said of it takes nothing away', async () => {
  const { at, told } = storing(['+CMGL: 1,0,,26', 'SMS DONE', PDU, '+CMGL: 2,0,,26', PDU]);
  expect(await takeAllStored(at)).toEqual({ read: [PDU, PDU], unread: [] });
  expect(told).toEqual(['AT+CMGL=4', 'AT+CMGD=1', 'AT+CMGD=2']);
});

test('a message that the list doesn’t hold is asked for on its own', async () => {
  const { at, told } = storing(['+CMGL: 7,0,,26'], { 7: PDU });
  expect(await takeAllStored(at)).toEqual({ read: [PDU], unread: [] });
  expect(told).toEqual(['AT+CMGL=4', 'AT+CMGR=7', 'AT+CMGD=7']);
});

test('what can’t be read is not removed, and told as it is listed', async () => {
  const { at, told } = storing(['+CMGL: 7,0,,26', 'garbled']);
  expect(await takeAllStored(at)).toEqual({ read: [], unread: ['+CMGL: 7,0,,26 garbled'] });
  expect(told).toEqual(['AT+CMGL=4', 'AT+CMGR=7']);
});
