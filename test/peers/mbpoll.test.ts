import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { serveSerial } from '../../simulators/world/serial-server.ts';
import { createDevice } from '../../simulators/world/simulated-device.ts';
import { serveTcp } from '../../simulators/world/tcp-server.ts';
import { ALL_ENCODINGS } from '../simulators/world/tested-profile.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

const device = () =>
  createDevice(
    { id: 'd', unit: 3, profile: ALL_ENCODINGS, values: { int16: -4.2, uint16: 85, int32: -123.456 } },
    { clock: systemClock },
  );

/** Input registers 0 to 3 of unit 3, as mbpoll reads them. */
const polled = async (...words: readonly string[]): Promise<readonly number[]> => {
  const { stdout } = await promisify(execFile)('mbpoll', [
    '-a',
    '3',
    '-t',
    '3',
    '-0',
    '-r',
    '0',
    '-c',
    '4',
    '-1',
    '-q',
    ...words,
  ]);
  return [...stdout.matchAll(/^\[\d+\]:\s+(\d+)/gm)].map(([, value]) => Number(value));
};

/** -4.2 in tenths; (85 + 40) in tenths; -123.456 in thousandths, high word first. */
const REGISTERS = [65_494, 1250, 65_534, 7616];

test('mbpoll as master reads the simulated devices over TCP', async (context) => {
  needsPeers(context, 'mbpoll');
  const server = await serveTcp({ clock: systemClock, answers: device() });
  context.onTestFinished(() => server.close());
  expect(await polled('-m', 'tcp', '-p', String(server.port), server.host)).toEqual(REGISTERS);
});

test.for(['none', 'even'] as const)(
  'mbpoll as master reads the simulated devices over a serial line, parity %s',
  async (parity, context) => {
    needsPeers(context, 'mbpoll', 'socat');
    const pair = await openPtyPair();
    context.onTestFinished(pair.close);
    const answers = answeringTogether([device()]);
    const server = await serveSerial({ clock: systemClock, answers, path: pair.far, baud: 9600, parity });
    context.onTestFinished(server.close);
    expect(await polled('-m', 'rtu', '-b', '9600', '-P', parity, pair.near)).toEqual(REGISTERS);
  },
);
