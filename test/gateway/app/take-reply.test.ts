import { describe, expect, test } from 'vitest';
import { takeReply } from '../../../gateway/app/take-reply.ts';
import type { IncomingMessage } from '../../../gateway/notify/modem/incoming.ts';
import type { Understood } from '../../../gateway/notify/plan/answered.ts';
import { createReplies, maskedSender } from '../../../gateway/notify/replies.ts';

const NOW = Date.UTC(2026, 10, 28, 2);
const PEOPLE = [
  { id: 'cook', phone: '13800000001' },
  { id: 'helper', phone: '13800000001' },
  { id: 'boss', phone: '+8613800000002' },
];

/** `helper` and `boss` were told of alarm `a` under number 1. */
const told = (person: string, code: number | undefined): Understood => {
  if (person === 'cook') return { is: code === undefined ? 'late' : 'wrong-number' };
  return code === undefined || code === 1 ? { is: 'acknowledged', alarms: ['a'] } : { is: 'wrong-number' };
};
const take = (from: string, text: string, more: Partial<IncomingMessage> = {}, needs: object = {}) =>
  takeReply(
    { from, text, waited: false, ...more },
    { people: { now: () => PEOPLE }, now: () => NOW, isTimeSure: () => true, repliedBy: told, ...needs },
  );

describe('a short message that comes in', () => {
  test.each([
    ['“收到” of whoever was told', '+8613800000002', '收到', 'acknowledged'],
    ['the number of the message', '13800000002', 'OK 1', 'acknowledged'],
    ['another number', '13800000002', '3', 'wrong-number'],
    ['something else', '13800000002', 'who is this?', 'not-understood'],
    ['a stranger', '13900000009', '1', 'unknown-sender'],
    ['a foreign number that ends like a known one', '+4913800000001999', '1', 'unknown-sender'],
    ['a number with a known one’s last digits', '00000001', '1', 'unknown-sender'],
    ['a name in place of a number', 'BANK', '1', 'unknown-sender'],
    ['nothing', '', '1', 'unknown-sender'],
  ])('%s', (_name, from, text, outcome) => expect(take(from, text)).toMatchObject({ outcome }));

  test('of a sender whose name is written like a person’s number is a stranger’s', () =>
    expect(take('13800000002', '1', { isName: true })).toMatchObject({ outcome: 'unknown-sender', alarms: [] }));

  test('of a telephone that two share acknowledges for whoever was told', () =>
    expect(take('13800000001', '1')).toMatchObject({ outcome: 'acknowledged', by: 'helper', alarms: ['a'] }));

  test('that lay unread acknowledges where its stamp says when it was written; with a number or without', () => {
    for (const text of ['收到', '1']) {
      expect(take('13800000002', text, { waited: true })).toMatchObject({ outcome: 'too-old', alarms: [] });
      expect(take('13800000002', text, { waited: true, sentAt: NOW - 60_000 })).toMatchObject({ outcome: 'acknowledged' });
      expect(take('13800000002', text, { waited: true, age: 60_000 })).toMatchObject({ outcome: 'acknowledged' });
    }
  });

  test.each([
    ['by the network’s clock before the box’s', { age: 7_200_000, sentAt: NOW }, true, 7_140_000],
    ['by the box’s clock where that is sure', { sentAt: NOW - 7_200_000 }, true, 7_140_000],
    ['just now, where nobody can tell', { sentAt: NOW - 7_200_000 }, false, 0],
    ['just now, where the network gives no time', {}, true, 0],
    ['just now, where its stamp lies in the future', { sentAt: NOW + 28_800_000 }, true, 0],
  ])('was written %s', (_name, more, isSure, expected) => {
    const ages: number[] = [];
    const repliedBy = (_person: string, _code: number | undefined, age: number): Understood => {
      ages.push(age);
      return { is: 'late' };
    };
    take('13800000002', '1', more, { repliedBy, isTimeSure: () => isSure });
    expect(ages).toEqual([expected]);
  });
});

describe('what came in', () => {
  test('is counted, the last twenty kept, over restarts; of a stranger no number that could be called', () => {
    const first = createReplies([]);
    for (let time = 0; time < 30; time += 1)
      first.note({ at: time, from: maskedSender('+8613912345678'), text: 'x'.repeat(500), outcome: 'unknown-sender' });
    first.note({ at: 30, from: 'boss', text: '1', outcome: 'acknowledged' });
    const saved = first.takeStates();
    expect(JSON.stringify(saved)).not.toContain('139123');
    const second = createReplies(saved);
    expect(second.counts()).toEqual({ 'unknown-sender': 30, acknowledged: 1 });
    expect(second.last()).toHaveLength(20);
    expect(second.last()[0]).toMatchObject({ from: '…5678', text: 'x'.repeat(160) });
    expect(second.takeStates()).toEqual([]);
    expect(createReplies([{ key: 'notify/replies', text: '{' }]).last()).toEqual([]);
  });

  test.each([
    ['10086', '10086'],
    ['CMCC', 'CMCC'],
    ['+8613912345678', '…5678'],
  ])('%s is shown as %s', (from, shown) => expect(maskedSender(from)).toBe(shown));
});
