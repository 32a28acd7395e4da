import ModbusRTU from 'modbus-serial';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { createAnswerLog } from '../../simulators/world/answer-log.ts';
import { answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { serveSerial } from '../../simulators/world/serial-server.ts';
import { createDevice } from '../../simulators/world/simulated-device.ts';
import { closed } from '../simulators/world/modbus-client.ts';
import { ALL_ENCODINGS } from '../simulators/world/tested-profile.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair, type PtyPace } from './pty-pair.ts';

beforeEach((context) => needsPeers(context, 'socat'));

const leftOpen: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});

const served = async (baud: number, pace?: PtyPace) => {
  const pair = await openPtyPair(pace);
  leftOpen.push(pair.close);
  const log = createAnswerLog();
  const device = createDevice({ id: 'd', unit: 3, profile: ALL_ENCODINGS, values: { int16: -4.2 } }, { clock: systemClock, log });
  const server = await serveSerial({
    clock: systemClock,
    answers: answeringTogether([device]),
    path: pair.far,
    baud,
    parity: 'none',
  });
  leftOpen.push(server.close);
  const client = new ModbusRTU.default();
  await client.connectRTUBuffered(pair.near, { baudRate: baud });
  leftOpen.push(() => closed(client));
  client.setID(3);
  client.setTimeout(5000);
  return { client, log };
};

describe('devices on a pseudo-terminal', () => {
  test('answer the library’s own master', async () => {
    const { client, log } = await served(9600);
    expect((await client.readInputRegisters(0, 2)).buffer.readInt16BE()).toBe(-42);
    expect(log.values('d/int16').map(({ value }) => value)).toEqual([-4.2]);
  });

  test('take the wire’s own time where it is paced', async () => {
    const { client } = await served(1200, { baud: 1200 });
    const begin = systemClock.elapsed();
    await client.readInputRegisters(0, 4);
    // 8 characters there and 13 back, of 10 bits each.
    expect(systemClock.elapsed() - begin).toBeGreaterThanOrEqual(((8 + 13) * 10 * 1000) / 1200);
    expect(systemClock.elapsed() - begin).toBeLessThan(3000);
  });
});
