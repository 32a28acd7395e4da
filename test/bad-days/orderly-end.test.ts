import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSigner } from '../../gateway/evidence/signing-key.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { freePort } from '../peers/free-port.ts';
import { startThrottlingProxy } from '../peers/throttling-proxy.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes, type Trial } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

/** The longest that an end may take. */
const LONGEST_END = 8000;

/** Listens, and says nothing at all. */
const startMute = async (later: Later): Promise<number> => {
  const server: Server = createServer((socket) => socket.on('error', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => void server.close());
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};

const startDevices = async (later: Later, howMany = 2) => {
  const devices = await createCountingDevices(howMany);
  const server = await serveCounting(devices);
  later(() => server.close());
  return { devices, lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }] };
};

const endsInOrder = async (gateway: GatewayOnTrial, { dataFolder }: Trial, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
  const { with: code, took } = await gateway.stop(signal);
  expect({ code, words: code === 0 ? '' : gateway.err() }).toEqual({ code: 0, words: '' });
  expect(took).toBeLessThan(LONGEST_END);
  expect(readdirSync(dataFolder).filter((name) => /\.sock$|-wal$|-shm$/.test(name))).toEqual([]);
};

/** Whether the system holds a thread of a process in the opening of a pipe that has no other end. */
const waitsAtPipe = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/task`).some((task) => readFileSync(`/proc/${pid}/task/${task}/wchan`, 'utf8') === 'wait_for_partner');

const backlogOf = async (gateway: GatewayOnTrial): Promise<number> => (await gateway.status()).uplinks[0]?.backlog ?? 0;

describe.concurrent('a gateway that can’t open its record', () => {
  test('because a call to the card never comes back ends within 8 s all the same, and says why', async ({ onTestFinished }) => {
    const trial = openTrial(onTestFinished, { lines: [{ id: 'bus', tcp: '127.0.0.1:9' }], devices: probes(1, '1s') });
    mkdirSync(trial.dataFolder, { mode: 0o700 });
    // Nobody writes to this pipe: whoever opens it to read waits for ever, as for a card that hangs.
    execFileSync('mkfifo', ['-m', '600', join(trial.dataFolder, 'journal.key')]);
    const gateway = trial.start();
    await until('a thread of it waits at the pipe', () => waitsAtPipe(gateway.pid));
    const { with: how, took } = await gateway.stop();
    expect(took).toBeLessThan(LONGEST_END + 500);
    expect(how).toBe('SIGKILL');
    expect(gateway.err()).toContain('the record is not open yet: the disk does not answer');
  });

  test.for(['a named pipe', 'a folder'])('because %s bears its name says so at once', async (what, { onTestFinished }) => {
    const trial = openTrial(onTestFinished, { lines: [{ id: 'bus', tcp: '127.0.0.1:9' }], devices: probes(1, '1s') });
    const path = join(trial.dataFolder, 'journal.db');
    mkdirSync(what === 'a folder' ? path : trial.dataFolder, { recursive: true, mode: 0o700 });
    if (what === 'a named pipe') execFileSync('mkfifo', [path]);
    openSigner(trial.dataFolder, true);
    const { code, err } = await trial.command('run');
    expect(code).toBe(1);
    expect(err).toContain(`data-folder-unwritable: ${path} is no file, but a folder, a named pipe or a device: move it away`);
  });
});

describe.concurrent('a gateway that is told to end does so within 8 s, in order', () => {
  test('while it starts', async ({ onTestFinished }) => {
    const { lines } = await startDevices(onTestFinished);
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms') });
    const gateway = trial.start();
    await until('the journal is made', () => existsSync(join(trial.dataFolder, 'journal.db')));
    await endsInOrder(gateway, trial);
  });

  test('while it reads', async ({ onTestFinished }) => {
    const { lines } = await startDevices(onTestFinished);
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms') });
    const gateway = await trial.begin();
    await until('readings', async () => (await gateway.status()).journal.readings > 10);
    await endsInOrder(gateway, trial);
  });

  test('in the middle of waiting for a device that says nothing', async ({ onTestFinished }) => {
    const port = await startMute(onTestFinished);
    const lines = [{ id: 'bus', tcp: `127.0.0.1:${port}`, slowest: '1min' }];
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms') });
    const gateway = await trial.begin();
    await until('the line is up', async () => (await gateway.status()).lines[0]?.connected);
    await endsInOrder(gateway, trial);
  });

  test('with a serial port that isn’t there', async ({ onTestFinished }) => {
    const lines = [{ id: 'bus', serial: '/dev/serial/by-id/nothing' }];
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms') });
    const gateway = await trial.begin();
    await until('the loss is told', async () => (await gateway.status()).states.some(({ on }) => on === 'line:bus'));
    await endsInOrder(gateway, trial);
  });

  test('with a broker that isn’t there, and a backlog', async ({ onTestFinished }) => {
    const { lines } = await startDevices(onTestFinished);
    const uplinks = [{ id: 'city', mqtt: `mqtt://127.0.0.1:${await freePort()}` }];
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms'), uplinks });
    const gateway = await trial.begin();
    await until('a backlog', async () => (await backlogOf(gateway)) > 20);
    await endsInOrder(gateway, trial);
  });

  test('with a broker that takes connections and says nothing', async ({ onTestFinished }) => {
    const { lines } = await startDevices(onTestFinished);
    const uplinks = [{ id: 'city', mqtt: `mqtt://127.0.0.1:${await startMute(onTestFinished)}` }];
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '100ms'), uplinks });
    const gateway = await trial.begin();
    await until('a backlog', async () => (await backlogOf(gateway)) > 20);
    await endsInOrder(gateway, trial);
  });

  test('in the middle of a backlog on a thin link, and goes on where it stopped', async ({ onTestFinished }) => {
    const { devices, lines } = await startDevices(onTestFinished);
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    const proxy = await startThrottlingProxy({ port: Number(new URL(broker.url).port), bitsPerSecond: 8000 });
    onTestFinished(() => proxy.close());
    const platform = await openPlatform(onTestFinished, { url: broker.url });
    const uplinks = [{ id: 'city', mqtt: `mqtt://127.0.0.1:${proxy.port}` }];
    const trial = openTrial(onTestFinished, { lines, devices: probes(2, '10ms'), uplinks });
    const gateway = await trial.begin();
    const drains = async () => platform.receiver.counts().values > 100 && (await backlogOf(gateway)) > 200;
    await until('it drains', drains);
    await endsInOrder(gateway, trial);

    trial.configure({ lines, devices: probes(2, '10ms'), uplinks: [{ id: 'city', mqtt: broker.url }] });
    const next = await trial.begin();
    await until('it caught up', async () => (await backlogOf(next)) < 100);
    await endsInOrder(next, trial, 'SIGINT');
    // The broker has taken the last block; the subscriber may still be on its way to it.
    await until('the last block arrives', () => platform.outcome(devices).lost.length === 0);
    expect(platform.faults()).toEqual([]);
    expect(platform.outcome(devices)).toMatchObject({ lost: [], altered: 0, duplicated: 0, misnumbered: 0 });
  });
});
