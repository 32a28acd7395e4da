import { describe, expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { serveSerial } from '../../simulators/world/serial-server.ts';
import { createDevice } from '../../simulators/world/simulated-device.ts';
import { serveTcp } from '../../simulators/world/tcp-server.ts';
import { openTrial } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';
import { ALL_ENCODINGS } from '../simulators/world/tested-profile.ts';
import { freePort } from './free-port.ts';
import { askPython, needsPeers, startPython } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

/** Two sensors as their papers have them: input register 1 is the temperature, 2 the humidity, in tenths. */
const SENSORS = { 1: { input: { 1: 65_494, 2: 555 } }, 2: { input: { 1: 217, 2: 0 } } };

const unitsOn = (line: string) =>
  [1, 2].map((unit) => ({
    id: `${line}-${unit}`,
    line,
    unit,
    profile: 'xy-md02',
    every: '200ms',
    channels: { temperature: {}, humidity: {} },
  }));

test('the gateway reads pymodbus’s devices, over TCP and over a serial line', async (context) => {
  needsPeers(context, 'pymodbus', 'socat');
  const { onTestFinished } = context;
  const port = await freePort();
  const tcp = startPython('pymodbus-server.py', 'tcp', String(port), JSON.stringify(SENSORS));
  onTestFinished(tcp.stop);
  // At the wire's own pace: an answer that comes before its question could have left is none.
  const pair = await openPtyPair({ baud: 9600 });
  onTestFinished(pair.close);
  const rtu = startPython('pymodbus-server.py', 'rtu', pair.far, '9600', JSON.stringify(SENSORS));
  onTestFinished(rtu.stop);
  await until('pymodbus listens', () => [tcp, rtu].every(({ out }) => out().includes('ready')));
  const trial = openTrial(onTestFinished, {
    lines: [
      { id: 'net', tcp: `127.0.0.1:${port}` },
      { id: 'wire', serial: pair.near, baud: 9600 },
    ],
    devices: [...unitsOn('net'), ...unitsOn('wire')],
  });
  const gateway = await trial.begin();
  const channels = await until('every value is good', async () => {
    const { channels: now } = await gateway.status();
    return now.every(({ quality }) => quality === 'good') && now;
  });
  expect(Object.fromEntries(channels.map(({ id, value }) => [id, value]))).toEqual({
    'net-1/temperature': -4.2, 'net-1/humidity': 55.5, 'net-2/temperature': 21.7, 'net-2/humidity': 0,
    'wire-1/temperature': -4.2, 'wire-1/humidity': 55.5, 'wire-2/temperature': 21.7, 'wire-2/humidity': 0,
  }); // biome-ignore format: a table to read
  expect(await gateway.stop()).toMatchObject({ with: 0 });
});

describe('pymodbus as master reads the simulated devices as they are', () => {
  const READS = JSON.stringify([
    [3, 'input', 0, 2],
    [3, 'input', 2, 2],
    [3, 'input', 9000, 1],
  ]);
  // -4.2 in tenths; (85 + 40) in tenths; -123.456 in thousandths, high word first; no such register: exception 2.
  const ANSWERS = [[65_494, 1250], [65_534, 7616], 2];
  const device = () =>
    createDevice(
      { id: 'd', unit: 3, profile: ALL_ENCODINGS, values: { int16: -4.2, uint16: 85, int32: -123.456 } },
      { clock: systemClock },
    );

  test('over TCP', async (context) => {
    needsPeers(context, 'pymodbus');
    const server = await serveTcp({ clock: systemClock, answers: device() });
    context.onTestFinished(() => server.close());
    expect(await askPython('pymodbus-client.py', 'tcp', String(server.port), READS)).toEqual(ANSWERS);
  });

  test('over a serial line', async (context) => {
    needsPeers(context, 'pymodbus', 'socat');
    const pair = await openPtyPair();
    context.onTestFinished(pair.close);
    const server = await serveSerial({
      clock: systemClock,
      answers: answeringTogether([device()]),
      path: pair.far,
      baud: 19_200,
      parity: 'none',
    });
    context.onTestFinished(server.close);
    expect(await askPython('pymodbus-client.py', 'rtu', pair.near, '19200', READS)).toEqual(ANSWERS);
  });
});
