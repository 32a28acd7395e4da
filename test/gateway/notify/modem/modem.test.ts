import { describe, expect, test } from 'vitest';
import { readReply } from '../../../../gateway/notify/modem/reply-words.ts';
import { reportPdu } from '../../../../simulators/world/modem/network-pdus.ts';
import { modemBench as bench, notice } from './modem-bench.ts';

describe('a call', () => {
  test('rings for as long as it should, and then ends', async () => {
    const { modem, send } = await bench();
    expect(await send(notice('voice'))).toEqual({ is: 'sent', reason: 'it rang, and nobody took it' });
    expect(modem.calls).toMatchObject([{ to: '13800000001', rang: true, answered: false }]);
    const [call] = modem.calls;
    expect((call?.endedAt ?? 0) - (call?.at ?? 0)).toBeGreaterThanOrEqual(33_000);
    expect((call?.endedAt ?? 0) - (call?.at ?? 0)).toBeLessThan(36_000);
  });

  test.each([
    ['that is taken has arrived', { does: 'answers', after: 8_000 }, { is: 'delivered', reason: 'answered' }],
    ['that is declined has rung', { does: 'declines', after: 5_000 }, { is: 'sent', reason: 'it rang, and was declined' }],
    ['to somebody who talks is tried again', { does: 'talks' }, { is: 'failed', reason: 'busy', again: true }],
  ] as const)('%s', async (_name, other, outcome) => {
    const { modem, send } = await bench();
    modem.people(() => other);
    expect(await send(notice('voice'))).toEqual(outcome);
    expect(modem.calls[0]?.endedAt).toBeDefined();
  });

  test('by a modem that doesn’t say how it stands rings its time all the same', async () => {
    const { modem, send } = await bench({ mute: true });
    expect(await send(notice('voice'))).toMatchObject({ is: 'sent' });
    expect(modem.calls).toMatchObject([{ rang: true }]);
  });

  test('that never rings, three times, means a SIM without voice; one that rings, that it has it again', async () => {
    const { modem, send, states, way } = await bench({ voice: 'none' });
    for (let time = 0; time < 3; time += 1) expect(await send(notice('voice'))).toMatchObject({ is: 'failed', again: true });
    expect(way.lasting()).toEqual(['no-voice']);
    modem.set({});
    await send(notice('voice'));
    expect(states).toEqual(['no-voice true', 'no-voice false']);
  });
});

describe('a short message', () => {
  test('goes out in Chinese, in parts, and is delivered once all have arrived', async () => {
    const { modem, send, delivered, clock } = await bench();
    const text = '第三小学食堂报警。'.repeat(12);
    expect(await send(notice('sms', text))).toEqual({ is: 'sent' });
    expect(modem.messages).toMatchObject([{ to: '13800000001', text, parts: 2 }]);
    expect(delivered).toEqual([]);
    await clock.advance(4_000, 'promises');
    expect(delivered).toEqual(['sms-1']);
  });

  test.each([
    ['that the network refuses of this SIM is not tried again, and told', { sms: 50 }, false, ['no-sms']],
    ['that the network can’t take now is tried again', { sms: 38 }, true, []],
    ['without a network is tried again, and told', { network: 'lost' }, true, ['no-network']],
  ] as const)('%s', async (_name, faults, again, lasting) => {
    const { send, way } = await bench(faults);
    expect(await send(notice('sms'))).toMatchObject({ is: 'failed', again });
    expect(way.lasting()).toEqual(lasting);
  });

  test('goes out although the modem babbles', async () => {
    const { modem, send } = await bench({ babbles: true });
    expect(await send(notice('sms'))).toEqual({ is: 'sent' });
    expect(modem.messages).toHaveLength(1);
  });

  test('that comes in is read, handed on, and removed', async () => {
    const { modem, replies, clock } = await bench();
    modem.receive('+8613800000001', '收到');
    await clock.advance(1_000, 'promises');
    expect(replies).toEqual(['+8613800000001: 收到']);
    expect(modem.told.slice(-2)).toEqual(['AT+CMGR=1', 'AT+CMGD=1']);
  });

  test('that comes in is as old as the network’s own clock says, once a report has told it', async () => {
    const { modem, ages, clock, send } = await bench();
    modem.receive('+8613800000001', '收到', 7_200_000);
    await clock.advance(1_000, 'promises');
    await send(notice('sms'));
    await clock.advance(4_000, 'promises');
    clock.step(-30 * 86_400_000); // the box’s clock is set wrong: the simulated network’s goes with it
    modem.receive('+8613800000001', '收到', 7_200_000 - 30 * 86_400_000);
    await clock.advance(1_000, 'promises');
    expect(ages[0]).toBeUndefined();
    expect(Math.abs((ages[1] ?? 0) - 7_200_000)).toBeLessThan(5_000);
  });

  test('that the network gives up for good is told so, once', async () => {
    const { modem, send, delivered, givenUp, clock } = await bench();
    await send(notice('sms'));
    for (const status of [0x41, 0x00]) modem.deliver(reportPdu(41, '13800000001', undefined, status));
    await clock.advance(10_000, 'promises');
    expect([givenUp, delivered]).toEqual([['sms-1'], []]);
  });

  test('to nobody with a telephone fails for good', async () => {
    const { send } = await bench();
    expect(await send({ ...notice('sms'), to: 'nobody' })).toEqual({ is: 'failed', reason: 'no telephone number', again: false });
  });
});

describe('a modem', () => {
  test.each([
    ['without a SIM', { sim: 'none' }, ['no-sim', 'no-network']],
    ['with a locked one', { sim: 'puk' }, ['sim-locked', 'no-network']],
  ] as const)('%s says so', async (_name, faults, lasting) => expect((await bench(faults)).way.lasting()).toEqual(lasting));

  test('enters its PIN; a wrong one once, and never again', async () => {
    expect((await bench({ sim: { pin: '1234' } }, { pin: { pin: '1234', mark: 'right' } })).way.lasting()).toEqual([]);
    const wrong = await bench({ sim: { pin: '1234' } }, { pin: { pin: '4321', mark: 'wrong' } });
    expect(wrong.way.lasting()).toContain('sim-locked');
    wrong.unplug('unplugged');
    await wrong.clock.advance(120_000, 'promises');
    expect(wrong.opened()).toBe(2);
    expect(wrong.modem.told.filter((each) => each.includes('CPIN='))).toHaveLength(1);
  });

  test('that answers nothing is lost, and opened again and again', async () => {
    const { way, states, opened, clock, send } = await bench({ deaf: true });
    await clock.advance(600_000, 'promises');
    expect(states).toEqual(['lost true']);
    expect(opened()).toBeGreaterThan(3);
    expect(await send(notice('sms'))).toMatchObject({ is: 'failed', again: true });
    await clock.advanceUntil(way.stop(), 10_000, 'promises');
  });

  test('that comes back takes what waits', async () => {
    const { states, unplug, clock, send } = await bench();
    unplug('unplugged');
    await clock.advance(20_000, 'promises');
    expect(states).toEqual(['lost true', 'lost false']);
    expect(await send(notice('sms'))).toEqual({ is: 'sent' });
  });

  test('hangs up whoever calls: nobody is there to talk', async () => {
    const { modem, clock } = await bench();
    modem.ringIn();
    await clock.advance(1_000, 'promises');
    expect(modem.told.at(-1)).toBe('ATH');
  });

  test('notices by itself that the network is gone, before an alarm needs it', async () => {
    const { modem, clock, way } = await bench();
    modem.set({ network: 'lost' });
    await clock.advance(301_000, 'promises');
    expect(way.lasting()).toEqual(['no-network']);
  });
});

describe('a reply', () => {
  test.each(['收到', 'OK', ' ok. ', '收到！', '好的。', 'okay'])('“%s” says that all was seen', (text) =>
    expect(readReply(text)).toEqual({ says: 'seen' }),
  );
  test.each([
    ['1', 1],
    ['１', 1],
    ['OK 3', 3],
    ['收到3', 3],
    ['ok #12.', 12],
  ])('“%s” says that the message of that number was seen', (text, code) =>
    expect(readReply(text)).toEqual({ says: 'seen', code }),
  );
  test.each(['', '不知道', 'no', '123', '1号柜坏了', 'no 3', '。'])('“%s” says nothing of the kind', (text) =>
    expect(readReply(text)).toEqual({ says: 'something-else' }),
  );
});
