import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { AtTheOtherEnd } from '../../../../simulators/world/modem/modem-faults.ts';
import { deliverPdu, deliverPlainPdu } from '../../../../simulators/world/modem/network-pdus.ts';
import { modemBench, notice } from './modem-bench.ts';

const COOK = '+8613800000001';
const NEVER: AbortSignal = new AbortController().signal;

describe('a modem that restarts by itself', () => {
  test.each([
    ['and says so, is made ready at once', 'RDY', 10_000],
    ['without a word, is made ready when it is looked at next', undefined, 310_000],
  ])('%s: replies come in again', async (_name, says, within) => {
    const { modem, replies, clock } = await modemBench();
    modem.restart(says);
    modem.receive(COOK, 'before');
    await clock.advance(within, 'promises');
    modem.receive(COOK, 'after');
    await clock.advance(2_000, 'promises');
    expect(replies).toEqual([`${COOK}: before (waited)`, `${COOK}: after`]);
  });

  test('gets the PIN again that the SIM has accepted, as often as it asks', async () => {
    const { modem, way, clock, send } = await modemBench({ sim: { pin: '1234' } }, { pin: { pin: '1234', mark: 'a' } });
    for (let time = 0; time < 5; time += 1) {
      modem.restart('RDY');
      await clock.advance(20_000, 'promises');
      expect(way.lasting()).toEqual([]);
    }
    expect(await send(notice('sms'))).toEqual({ is: 'sent' });
  });

  test('in the middle of a message: nobody knows whether it went out, it is told so, and may be tried again', async () => {
    const { modem, send } = await modemBench({ diesSending: true });
    expect(await send(notice('sms'))).toMatchObject({ is: 'uncertain', again: true });
    modem.set({});
    expect(await send(notice('sms'))).toEqual({ is: 'sent' });
    expect(modem.messages).toHaveLength(1);
  });

  test('in the middle of a call: the call has failed, and never “it rang”', async () => {
    const { modem, way, clock, send } = await modemBench();
    const outcome = way.send(notice('voice'), NEVER);
    await clock.advance(10_000, 'promises');
    expect(modem.calls[0]?.rang).toBe(true);
    modem.set({ deaf: true });
    expect(await clock.advanceUntil(outcome, 300_000, 'promises')).toMatchObject({ is: 'failed', again: true });
    modem.set({});
    await clock.advance(120_000, 'promises');
    expect(await send(notice('voice'))).toMatchObject({ is: 'sent' });
  });
});

describe('a PIN', () => {
  test('that was refused is never tried again, not after a restart of the gateway either, until the configuration has another', async () => {
    const tried = (modem: { readonly told: readonly string[] }) => modem.told.filter((each) => each.startsWith('AT+CPIN="'));
    const first = await modemBench({ sim: { pin: '1234' } }, { pin: { pin: '4321', mark: 'wrong' } });
    expect(tried(first.modem)).toEqual(['AT+CPIN="4321"']);
    const saved = await first.saved();
    expect(JSON.stringify(saved)).not.toContain('4321');
    const second = await modemBench({ sim: { pin: '1234' } }, { pin: { pin: '4321', mark: 'wrong' }, saved });
    await second.clock.advance(900_000, 'promises');
    expect(tried(second.modem)).toEqual([]);
    expect(second.way.lasting()).toContain('sim-locked');
    const third = await modemBench(
      { sim: { pin: '1234' } },
      { pin: { pin: '1234', mark: 'right' }, saved: await second.saved() },
    );
    expect(tried(third.modem)).toEqual(['AT+CPIN="1234"']);
    expect(third.way.lasting()).toEqual([]);
    expect(await third.saved()).toEqual([]);
  });

  test('is durable as tried before it is entered; after two tries of which nobody saw the end, the last is left to a person', async () => {
    const pin = { pin: '4321', mark: 'm' };
    const disk = new AbortController();
    const keep = (): Promise<unknown> => once(disk.signal, 'abort');
    const held = await modemBench({ sim: { pin: '1234' } }, { pin, keep });
    expect(held.modem.told.filter((each) => each.startsWith('AT+CPIN="'))).toEqual([]);
    disk.abort();
    await held.clock.advance(1_000, 'promises');
    expect(held.modem.told.filter((each) => each.startsWith('AT+CPIN="'))).toHaveLength(1);
    const saved = [{ key: 'notify/modem-pin', text: JSON.stringify({ mark: 'm', tries: 2, refused: false }) }];
    const last = await modemBench({ sim: { pin: '1234' } }, { pin, saved });
    expect(last.modem.told.filter((each) => each.startsWith('AT+CPIN="'))).toEqual([]);
  });

  test('is entered once the SIM is no longer busy', async () => {
    const { modem, way, clock } = await modemBench({ sim: 'busy' }, { pin: { pin: '1234', mark: 'a' } });
    modem.set({ sim: { pin: '1234' } });
    await clock.advance(310_000, 'promises');
    expect(way.lasting()).toEqual([]);
  });
});

describe('a modem on a bad day', () => {
  test.each([
    ['without a network', { network: 'lost' }, ['sms', 'voice']],
    ['without a SIM', { sim: 'none' }, ['sms', 'voice']],
    ['whose SIM is locked', { sim: 'puk' }, ['sms', 'voice']],
    ['that is deaf', { deaf: true }, ['sms', 'voice']],
    ['whose network refuses messages for now', { sms: 500 }, ['sms']],
    ['whose network is out of order', { sms: 38 }, ['sms']],
  ] as const)('%s: what is to be told has failed, with a reason, and is tried again', async (_name, faults, ways) => {
    const { send } = await modemBench(faults);
    for (const way of ways) {
      const outcome = await send(notice(way));
      expect(outcome).toMatchObject({ is: 'failed', again: true });
      expect(outcome.reason).not.toBe('');
    }
  });

  test('without a network is not taken for one whose SIM has no voice', async () => {
    const { send, way } = await modemBench({ network: 'lost' });
    for (let time = 0; time < 4; time += 1) await send(notice('voice'));
    expect(way.lasting()).toEqual(['no-network']);
  });

  test.each([
    ['network', { network: 'lost' }],
    ['SIM', { sim: 'none' }],
  ] as const)(
    'that has lost its %s keeps what is to be told, and says within a minute that it is back',
    async (_name, faults) => {
      const { send, modem, clock, backs } = await modemBench();
      modem.set(faults);
      await send(notice('sms'));
      await clock.advance(120_000, 'promises');
      expect(await send(notice('sms'))).toMatchObject({ is: 'failed', again: true, untilBack: true });
      expect(await send(notice('voice'))).toMatchObject({ is: 'failed', again: true, untilBack: true });
      await clock.advance(600_000, 'promises');
      expect(backs).toEqual([]);
      const mended = clock.elapsed();
      modem.set({});
      await clock.advance(70_000, 'promises');
      expect(backs).toHaveLength(1);
      expect((backs[0] ?? 0) - mended).toBeLessThanOrEqual(45_000);
    },
  );

  test('that answers too late is never believed about the wrong command', async () => {
    const { modem, send, clock } = await modemBench();
    modem.people(() => ({ does: 'nothing' }));
    modem.set({ late: 61_000 });
    expect(await send(notice('sms', 'late'))).toMatchObject({ is: 'uncertain', again: true });
    modem.set({ sms: 38 });
    // The late “OK” of the first message must not make this one sent.
    expect(await send(notice('sms', 'refused'))).toMatchObject({ is: 'failed' });
    modem.set({});
    await clock.advance(120_000, 'promises');
    expect(await send(notice('sms', 'well'))).toEqual({ is: 'sent' });
    expect(modem.messages.at(-1)?.text).toBe('well');
  });

  test('that spews garbage without end takes no more memory, and is counted; what it says between is heard', async () => {
    const { modem, send, way, clock } = await modemBench();
    for (let time = 0; time < 50; time += 1) modem.spew(Buffer.alloc(60_000, 'x'));
    await clock.advance(1_000_000, 'promises');
    expect(way.unreadable()).toBeGreaterThan(2_000_000);
    modem.spew(Buffer.from('OK\r\nRING\r\n> \r\n'));
    await clock.advance(2_000, 'promises');
    expect(await send(notice('sms'))).toEqual({ is: 'sent' });
  });

  test('that is unplugged in the middle of a message or a call: both have failed', async () => {
    const message = await modemBench({ late: 30_000 });
    const sending = message.way.send(notice('sms'), NEVER);
    await message.clock.advance(1_000, 'promises');
    message.unplug('unplugged');
    expect(await message.clock.advanceUntil(sending, 60_000, 'promises')).toMatchObject({ is: 'failed', again: true });
    const call = await modemBench();
    call.modem.people((): AtTheOtherEnd => ({ does: 'nothing' }));
    const ringing = call.way.send(notice('voice'), NEVER);
    await call.clock.advance(10_000, 'promises');
    call.unplug('unplugged');
    expect(await call.clock.advanceUntil(ringing, 60_000, 'promises')).toMatchObject({ is: 'failed', again: true });
  });

  test('that points to a message and can’t read it keeps it for the next look', async () => {
    const { modem, replies, clock } = await modemBench();
    modem.spew(Buffer.from('\r\n+CMTI: "ME",77\r\n'));
    await clock.advance(5_000, 'promises');
    expect(modem.told).not.toContain('AT+CMGD=77');
    expect(replies).toEqual([]);
  });
});

describe('a message that comes in', () => {
  test.each([
    ['in the default alphabet', [deliverPlainPdu(COOK, 'OK 3')], [`${COOK}: OK 3`]],
    ['in UCS2', [deliverPdu(COOK, '收到')], [`${COOK}: 收到`]],
    [
      'in parts, the last first',
      [deliverPdu(COOK, '好', { reference: 7, of: 2, place: 2 }), deliverPdu(COOK, '不', { reference: 7, of: 2, place: 1 })],
      [`${COOK}: 不好`],
    ],
    ['of which a part is missing', [deliverPdu(COOK, '好', { reference: 7, of: 2, place: 2 })], []],
    [
      'in parts of two senders with one reference',
      [deliverPdu(COOK, 'a', { reference: 7, of: 2, place: 1 }), deliverPdu('+861', 'b', { reference: 7, of: 2, place: 2 })],
      [],
    ],
  ])('%s is read as it was meant', async (_name, pdus, heard) => {
    const { modem, replies, clock } = await modemBench();
    for (const pdu of pdus) modem.deliver(pdu);
    await clock.advance(2_000, 'promises');
    expect(replies).toEqual(heard);
  });

  test('and that nobody can read is kept as it came', async () => {
    const { modem, unreadable, way, clock } = await modemBench();
    modem.deliver('0891');
    await clock.advance(2_000, 'promises');
    expect(unreadable).toEqual(['0891']);
    expect(way.unreadable()).toBe(1);
  });
});
