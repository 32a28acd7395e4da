import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { BytePort } from '../../../gateway/domain/byte-port.ts';
import type { AnswersModbus } from '../../../simulators/world/modbus-answer.ts';
import { serveRtu } from '../../../simulators/world/rtu-slave.ts';
import { serveRtuOverTcp } from '../../../simulators/world/rtu-tcp-server.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { serveTcp } from '../../../simulators/world/tcp-server.ts';
import { hurriedClock } from './hurried-clock.ts';
import { pseudoTerminal } from './line/pseudo-terminal.ts';
import { rtuSettings } from './rtu-line.ts';
import { testDevice } from './test-device.ts';
import { type WatchedLine, watchedLine } from './watched-line.ts';

/** Units whose registers hold 1000 times the unit, and their own address. */
const UNITS: AnswersModbus = {
  answer: ({ unit, address, count }) => [
    { is: 'words', after: 0, words: Array.from({ length: count }, (_, place) => 1000 * unit + address + place) },
  ],
};

const tcpSettings = (port: number) => rtuSettings({ link: { kind: 'tcp', host: '127.0.0.1', port }, slowest: 500 });

const PATIENCE = { timeout: 20_000, interval: 10 };

let watched: WatchedLine | undefined;
const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await watched?.line.stop();
  for (const close of closings.splice(0)) await close();
});

/** Every good value that was told is the one that its unit and register hold. */
const expectNothingMixedUp = ({ observations }: WatchedLine, registers: number): void => {
  for (const { channels, values, qualities } of observations) {
    if (qualities !== undefined) continue;
    expect(values).toEqual(channels.map((place) => 1000 * (1 + Math.floor(place / registers)) + (place % registers)));
  }
};

describe('a line over Modbus TCP', () => {
  test('reads what a server of modbus-serial holds', async () => {
    const server = await serveTcp({ clock: systemClock, answers: UNITS });
    closings.push(() => server.close());
    const devices = [1, 2, 3].map((unit) => testDevice({ unit, every: 20, registers: 5, firstPlace: 5 * (unit - 1) }));
    watched = watchedLine(tcpSettings(server.port), devices, { clock: systemClock });
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(20), PATIENCE);
    expectNothingMixedUp(watched, 5);
    expect(watched.states).toEqual([]);
    expect(watched.line.counters()).toMatchObject({
      connected: true,
      reopenings: 0,
      units: { 'device-2': { timeouts: 0, dead: false } },
    });
  });

  test('mixes nothing up while answers are late, lost, doubled and misnumbered', async () => {
    const clock = hurriedClock(20);
    const faults = {
      late: { chance: 0.2, most: 800 },
      lost: 0.05,
      duplicated: 0.1,

      wrongTransaction: 0.05,
      foreignUnit: 0.05,
      closed: 0.01,
    };
    const server = await serveTcp({ clock, answers: UNITS, faults, random: seededRandom(5) });
    closings.push(() => server.close());
    const devices = [1, 2, 3].map((unit) => testDevice({ unit, every: 20, registers: 5, firstPlace: 5 * (unit - 1) }));
    watched = watchedLine(tcpSettings(server.port), devices, { clock });
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(80), PATIENCE);
    expectNothingMixedUp(watched, 5);
    const { units } = watched.line.counters();
    expect(Object.values(units).reduce((sum, { late }) => sum + late, 0)).toBeGreaterThan(0);
  });

  test('is back at work after each of fifty losses, of the connection or of the whole server', async () => {
    const clock = hurriedClock(50);
    let server = await serveTcp({ clock: systemClock, answers: UNITS });
    const { port } = server;
    closings.push(() => server.close());
    watched = watchedLine(tcpSettings(port), [testDevice({ every: 20 })], { clock });
    const reopenings = (): number => watched?.line.counters().reopenings ?? 0;
    const works = async (): Promise<void> => {
      const before = watched?.good() ?? 0;
      await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(before), PATIENCE);
    };
    for (let loss = 1; loss <= 50; loss += 1) {
      await works();
      if (loss % 5 !== 0) server.dropConnections();
      else {
        await server.close();
        server = await serveTcp({ clock: systemClock, answers: UNITS, port });
      }
      await vi.waitFor(() => expect(reopenings()).toBe(loss), PATIENCE);
    }
    await works();
    expect(watched.line.counters().connected).toBe(true);
    // A line that is lost again and again is told as lost, and not a hundred times as lost and back.
    expect(watched.states.filter(({ state }) => state === 'lost').length).toBeLessThan(12);
  });

  test('tells a dozen times at most in an hour that it is lost, where a server takes each connection and drops it', async () => {
    const clock = hurriedClock(400);
    let calls = 0;
    const server = createServer((socket) => {
      calls += 1;
      socket.on('error', () => undefined); // whoever called is gone
      socket.destroy();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closings.push(async () => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const began = clock.elapsed();
    watched = watchedLine(tcpSettings(address.port), [], { clock });
    await vi.waitFor(() => expect(clock.elapsed() - began).toBeGreaterThan(3_600_000), PATIENCE);
    expect(calls).toBeGreaterThan(50);
    expect(watched.states[0]).toMatchObject({ on: 'line:kitchen', state: 'lost', active: true });
    expect(watched.states.length).toBeLessThanOrEqual(12);
  });

  test('tells that it is lost, and why, where nobody listens, and stops all the same', async () => {
    watched = watchedLine(tcpSettings(1), [testDevice({ every: 20 })], { clock: systemClock });
    await vi.waitFor(() => expect(watched?.states).toHaveLength(1), PATIENCE);
    expect(watched.states[0]).toMatchObject({
      on: 'line:kitchen',
      state: 'lost',
      active: true,
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    await vi.waitFor(() => expect(watched?.qualitiesOf(0).get('no-answer')).toBeGreaterThan(2), PATIENCE);
    expect(watched.good()).toBe(0);
  });
});

const accepting = async (serve: (socket: Socket) => void): Promise<number> => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy()); // whoever asked is gone
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const portOf = (socket: Socket): BytePort => ({
  write: (bytes) => void socket.write(bytes),
  onBytes: (listener) => void socket.on('data', listener),
  onLost: (listener) => void socket.on('close', () => listener('gone')),
  close: async () => void socket.destroy(),
});

describe('a line that stops', () => {
  test('does so within two seconds in the middle of a question, and tells of no answer that it didn’t wait for', async () => {
    let asked = 0;
    const port = await accepting((socket) => {
      socket.on('data', () => {
        asked += 1;
      });
    });
    watched = watchedLine({ ...tcpSettings(port), slowest: 60_000 }, [testDevice({ every: 60_000 })], { clock: systemClock });
    await vi.waitFor(() => expect(asked).toBe(1), PATIENCE);
    const from = systemClock.elapsed();
    await watched.line.stop();
    expect(systemClock.elapsed() - from).toBeLessThan(2_000);
    expect(watched.observations).toEqual([]);
  });
});

describe('a line of RTU', () => {
  test('over TCP reads what a serial server sends, at the speed of the wire behind it', async () => {
    const baud = 115_200;
    const port = await accepting((socket) => {
      serveRtu(portOf(socket), { clock: systemClock, answers: UNITS, baud, bits: 10, turnaround: 2 });
    });
    const settings = rtuSettings({ link: { kind: 'rtu-over-tcp', host: '127.0.0.1', port }, baud, slowest: 100 });
    const devices = [1, 2].map((unit) => testDevice({ unit, every: 20, registers: 5, firstPlace: 5 * (unit - 1) }));
    watched = watchedLine(settings, devices, { clock: systemClock });
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(10), PATIENCE);
    expectNothingMixedUp(watched, 5);
  });

  test('over TCP reads what a world serves, and says so where `baud` is below the wire’s own', async () => {
    const converter = await serveRtuOverTcp({ clock: systemClock, answers: UNITS, baud: 19_200, bits: 10 });
    closings.push(() => converter.close());
    const settings = (baud: number) =>
      rtuSettings({ link: { kind: 'rtu-over-tcp', host: '127.0.0.1', port: converter.port }, baud, slowest: 100 });
    const devices = [testDevice({ unit: 1, every: 50, registers: 1 })];
    watched = watchedLine(settings(300), devices, { clock: systemClock });
    await vi.waitFor(() => expect(watched?.states.map(({ state }) => state)).toContain('early'), PATIENCE);
    expect(watched.good()).toBe(0);
    await watched.line.stop();
    watched = watchedLine(settings(19_200), devices, { clock: systemClock });
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(5), PATIENCE);
    expectNothingMixedUp(watched, 1);
    expect(watched.states.filter(({ state }) => state === 'early')).toEqual([]);
  });

  test('on a serial port comes back when the adapter was pulled and another name is in its place', async () => {
    const baud = 115_200;
    const terminal = await pseudoTerminal();
    const another = await pseudoTerminal();
    closings.push(
      () => terminal.unplug(),
      () => another.unplug(),
    );
    for (const { write, onBytes } of [terminal, another]) {
      const far: BytePort = { write, onBytes, onLost: () => undefined, close: async () => undefined };
      serveRtu(far, { clock: systemClock, answers: UNITS, baud, bits: 10, turnaround: 2 });
    }
    let path = terminal.path;
    const settings = rtuSettings({ baud, slowest: 100 });
    const { openSerialPort } = await import('../../../gateway/acquire/line/serial-port.ts');
    const open = () => openSerialPort(path, settings, systemClock);
    watched = watchedLine(settings, [testDevice({ every: 20, registers: 5 })], { clock: systemClock, open });
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(5), PATIENCE);
    path = another.path;
    await terminal.unplug();
    await vi.waitFor(() => expect(watched?.states).toHaveLength(2), PATIENCE);
    const before = watched.good();
    await vi.waitFor(() => expect(watched?.good()).toBeGreaterThan(before + 5), PATIENCE);
    expectNothingMixedUp(watched, 5);
    expect(watched.states.map(({ state, active }) => [state, active])).toEqual([
      ['lost', true],
      ['lost', false],
    ]);
  });
});
