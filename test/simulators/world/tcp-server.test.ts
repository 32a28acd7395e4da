import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type AnswerLog, createAnswerLog } from '../../../simulators/world/answer-log.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { answeringTogether } from '../../../simulators/world/modbus-answer.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createDevice, type SimulatedDevice } from '../../../simulators/world/simulated-device.ts';
import type { TcpFaults } from '../../../simulators/world/tcp-faults.ts';
import { serveTcp, type TcpServer } from '../../../simulators/world/tcp-server.ts';
import { type Client, closed, connected, until } from './modbus-client.ts';
import { ALL_ENCODINGS } from './tested-profile.ts';

interface Served {
  readonly clock: ReturnType<typeof createManualClock>;
  readonly log: AnswerLog;
  readonly device: SimulatedDevice;
  readonly server: TcpServer;
  readonly client: Client;
}

const leftOpen: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});

const served = async (faults: TcpFaults = {}, timeout = 2000): Promise<Served> => {
  const clock = createManualClock();
  const log = createAnswerLog();
  const device = createDevice({ id: 'd', unit: 7, profile: ALL_ENCODINGS }, { clock, log });
  const server = await serveTcp({ clock, answers: answeringTogether([device]), faults, random: seededRandom(1) });
  leftOpen.push(() => server.close());
  const client = await connected(server.port, 7, timeout);
  leftOpen.push(() => closed(client));
  return { clock, log, device, server, client };
};

/** The client hears of an answer a little before the server's socket says that it was written. */
const logged = async (log: AnswerLog, channel: string): Promise<readonly number[]> => {
  await until(() => log.count(channel) > 0);
  return log.values(channel).map(({ value }) => value);
};

test('pieces of one answer let nothing in between: a connection is one stream', async () => {
  const { clock, server } = await served({ split: { chance: 1, most: 50 }, late: { chance: 0.5, most: 50 } });
  const socket = connect(server.port, '127.0.0.1');
  leftOpen.push(async () => void socket.destroy());
  await once(socket, 'connect');
  let heard = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes]);
  });
  const ids = Array.from({ length: 30 }, (_, place) => place + 1);
  for (const id of ids) socket.write(Uint8Array.of(0, id, 0, 0, 0, 6, 7, 4, 0, 0, 0, 1));
  await until(() => {
    clock.run(1);
    return heard.length >= 11 * ids.length;
  });
  const frames = ids.map((_, place) => heard.subarray(11 * place, 11 * place + 11).toString('hex'));
  expect(frames.filter((frame) => !/^00..00000005070402/.test(frame))).toEqual([]);
  expect(frames.map((frame) => Number.parseInt(frame.slice(2, 4), 16)).sort((a, b) => a - b)).toEqual(ids);
});

describe('a device served over TCP, asked by the library’s own master', () => {
  test('encodes every type so that Buffer reads it back', async () => {
    const { device, client } = await served();
    const read = async (address: number, count: number): Promise<Buffer> =>
      (await client.readInputRegisters(address, count)).buffer;
    device.show('int16', -4.2);
    expect((await read(0, 1)).readInt16BE()).toBe(-42);
    device.show('uint16', 21.5);
    expect((await read(1, 1)).readUInt16BE()).toBe(615);
    device.show('int32', -123.456);
    expect((await read(2, 2)).readInt32BE()).toBe(-123_456);
    device.show('uint32_little', 0x8765_4321);
    expect((await read(4, 2)).toString('hex')).toBe('43218765');
    device.show('int64', -12_345_678_901_234);
    expect((await read(6, 4)).readBigInt64BE()).toBe(-12_345_678_901_234n);
    device.show('float32', 4.25);
    expect((await read(10, 2)).readFloatBE()).toBe(4.25);
    device.show('float32_little', -18.5);
    expect((await read(12, 2)).readFloatLE()).toBe(-18.5);
    device.show('float64', 1234.567);
    expect((await read(14, 4)).readDoubleBE()).toBe(1234.567);
    device.show('bcd16', 123.4);
    expect((await read(18, 1)).toString('hex')).toBe('1234');
    device.show('bcd32', 4567.89);
    expect((await read(19, 2)).toString('hex')).toBe('00456789');
    device.show('offset_negative', -18.5);
    expect((await read(21, 1)).readUInt16BE()).toBe(10_185);
    device.show('swapped', -2);
    expect((await read(22, 1)).readInt16LE()).toBe(-2);
  });

  test('writes a value with the decimals that another register names', async () => {
    const { device, client } = await served();
    device.show('scaled', 4.25);
    device.show('decimals', 2);
    expect((await client.readInputRegisters(23, 1)).data).toEqual([425]);
    device.show('decimals', 1);
    expect((await client.readInputRegisters(23, 1)).data).toEqual([43]);
  });

  test('packs bits of words, coils and inputs, the inverted ones too', async () => {
    const { device, client } = await served();
    device.show('door', 1);
    device.show('lamp', 1);
    device.show('alarm_bit', 1);
    device.show('defrost_bit', 0);
    expect((await client.readDiscreteInputs(0, 1)).data[0]).toBe(false);
    expect((await client.readCoils(3, 1)).data[0]).toBe(true);
    expect((await client.readHoldingRegisters(1, 1)).data).toEqual([0x8020]);
  });

  test('says any value as the nearest that the register can hold', async () => {
    const { device, client, log } = await served();
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -100, max: 100, noNaN: true }), async (value) => {
        device.show('int16', value);
        const [raw = 0] = (await client.readInputRegisters(0, 1)).data;
        const read = (raw > 0x7fff ? raw - 0x10000 : raw) / 10;
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.05 + 1e-9);
      }),
      { numRuns: 50 },
    );
    expect(log.count('d/int16')).toBeGreaterThanOrEqual(50);
  });

  test('says a broken probe in its own word, and the value again once mended', async () => {
    const { device, client } = await served();
    device.show('int16', 4);
    expect(device.breakProbe('int16', 'probe-open')).toBe(true);
    device.show('int16', 5);
    expect((await client.readInputRegisters(0, 1)).data).toEqual([0x8000]);
    device.breakProbe('int16', 'probe-short');
    expect((await client.readInputRegisters(0, 1)).data).toEqual([0x7fff]);
    device.mendProbe('int16');
    expect((await client.readInputRegisters(0, 1)).data).toEqual([50]);
    device.breakProbe('float32', 'probe-open');
    expect((await client.readInputRegisters(10, 2)).buffer.readFloatBE()).toBeNaN();
    expect(device.breakProbe('float64', 'probe-open')).toBe(false);
  });

  test('refuses what it doesn’t have, what is too long, and what must be asked alone', async () => {
    const { client } = await served();
    await expect(client.readInputRegisters(24, 1)).rejects.toMatchObject({ modbusCode: 2 });
    await expect(client.readInputRegisters(60, 1)).rejects.toMatchObject({ modbusCode: 2 });
    await expect(client.readInputRegisters(0, 33)).rejects.toMatchObject({ modbusCode: 3 });
    await expect(client.readHoldingRegisters(1, 2)).rejects.toMatchObject({ modbusCode: 2 });
    expect((await client.readHoldingRegisters(2, 1)).data).toEqual([4]);
    expect((await client.readHoldingRegisters(40, 1)).data).toEqual([6001]);
  });

  test('takes another unit id by its own recipe alone', async () => {
    const { device, client } = await served();
    await client.writeRegister(16, 9);
    expect(device.unit()).toBe(7);
    await client.writeRegister(30, 0x1234);
    await client.writeRegister(16, 9);
    client.setID(9);
    expect((await client.readHoldingRegisters(16, 1)).data).toEqual([9]);
    expect(device.written().map(({ words }) => words[0])).toEqual([9, 0x1234, 9]);
  });

  test('is busy, refuses, or says nothing, as it is told', async () => {
    const { device, client } = await served({}, 100);
    device.behave({ is: 'busy' });
    await expect(client.readInputRegisters(0, 1)).rejects.toMatchObject({ modbusCode: 6 });
    device.behave({ is: 'exception', code: 4 });
    await expect(client.readInputRegisters(0, 1)).rejects.toMatchObject({ modbusCode: 4 });
    device.behave({ is: 'silent' });
    await expect(client.readInputRegisters(0, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' });
    device.behave({ is: 'well' });
    expect((await client.readInputRegisters(0, 1)).data).toEqual([40]);
  });

  test('logs what an answer carried, not what the register shows by the time it has left', async () => {
    const { clock, device, client, log } = await served();
    device.behave({ is: 'slow', by: 300 });
    device.show('int16', 1);
    const asked = client.readInputRegisters(0, 2);
    await until(() => clock.pending() > 0);
    device.show('int16', 2);
    expect(log.total()).toBe(0);
    clock.run(300);
    expect((await asked).data[0]).toBe(10);
    expect(await logged(log, 'd/int16')).toEqual([1]);
    expect(log.values('d/uint16')).toHaveLength(1);
  });
});

describe('faults over TCP', () => {
  test('a lost answer is not logged as completed', async () => {
    const { client, log } = await served({ lost: 1 }, 100);
    await expect(client.readInputRegisters(0, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' });
    expect(log.total()).toBe(0);
  });

  test('a wrong transaction id reaches nobody', async () => {
    const { client, log, server } = await served({ wrongTransaction: 1 }, 100);
    await expect(client.readInputRegisters(0, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' });
    expect([log.total(), server.struck().get('wrongTransaction')]).toEqual([0, 1]);
  });

  test('an answer in two pieces is still one', async () => {
    const { client, clock, log } = await served({ split: { chance: 1, most: 50 } });
    const asked = client.readInputRegisters(0, 4);
    await until(() => clock.pending() > 0);
    clock.run(50);
    expect((await asked).data).toHaveLength(4);
    expect(await logged(log, 'd/int16')).toHaveLength(1);
  });

  test('a duplicate is completed once', async () => {
    const { client, log } = await served({ duplicated: 1 });
    expect((await client.readInputRegisters(0, 1)).data).toEqual([40]);
    expect(await logged(log, 'd/int16')).toHaveLength(1);
  });

  test('a closed connection takes no answer with it, and the server goes on', async () => {
    const { client, server, log } = await served({ closed: 1 }, 200);
    await expect(client.readInputRegisters(0, 1)).rejects.toThrow();
    expect(log.total()).toBe(0);
    server.disturb({});
    const again = await connected(server.port, 7);
    expect((await again.readInputRegisters(0, 1)).data).toEqual([40]);
    server.dropConnections();
    await until(() => !again.isOpen);
    await closed(again);
  });

  test('an address that somebody else has is refused in our own words', async () => {
    const { server, clock } = await served();
    await expect(serveTcp({ clock, answers: answeringTogether([]), port: server.port })).rejects.toMatchObject({
      code: 'line-not-found',
    });
  });
});
