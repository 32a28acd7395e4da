import { createServer, type Server, type Socket } from 'node:net';
import { writeToStream } from 'mqtt-packet';
import { afterEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../../cloud-bridge/relay/publisher.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { publisherTo } from './broker-site.ts';

const will = { topic: 'larder/1/g/status', payload: Buffer.from('{"online":false}') };

let server: Server | undefined;
let connection: Connection | undefined;
const sockets = new Set<Socket>();

afterEach(() => {
  connection?.drop();
  for (const socket of sockets) socket.destroy();
  server?.close();
  [server, connection] = [undefined, undefined];
});

/** A port on which something answers each connection as `answer` says. */
const serve = async (answer: (socket: Socket, hello: Buffer) => void): Promise<string> => {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (hello: Buffer) => answer(socket, hello));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  return `mqtt://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
};

const attempt = async (url: string, signal = new AbortController().signal): Promise<Connection> => {
  connection = await publisherTo(url).connect({ will, keepAlive: 60_000, signal });
  return connection;
};

const codeOf = (attempted: Promise<unknown>): Promise<string> =>
  attempted.then(
    () => 'connected',
    (error: unknown) => (error instanceof EdgeError ? error.code : String(error)),
  );

/** The protocol version of a CONNECT packet: the byte after the name `MQTT`. */
const versionOf = (hello: Buffer): number => hello[hello.indexOf('MQTT') + 4] ?? 0;

describe('an attempt to connect', () => {
  test('ends with its signal, where nobody answers', async () => {
    const giveUp = new AbortController();
    const url = await serve(() => giveUp.abort());
    expect(await codeOf(attempt(url, giveUp.signal))).toBe('broker-unreachable');
  });

  test('falls back to 3.1.1 where a broker breaks off at 5, and tries 5 first again', async () => {
    const versions: number[] = [];
    const url = await serve((socket, hello) => {
      versions.push(versionOf(hello));
      if (versionOf(hello) === 5) socket.destroy();
      else socket.write(Buffer.from([0x20, 2, 0, 0]));
    });
    const publisher = publisherTo(url);
    for (let count = 0; count < 2; count += 1) {
      connection = await publisher.connect({ will, keepAlive: 60_000, signal: new AbortController().signal });
      expect(connection.protocol).toBe('3.1.1');
      connection.drop();
    }
    expect(versions).toEqual([5, 4, 5, 4]);
  });

  test('remembers that a broker said no to 5', async () => {
    const versions: number[] = [];
    const url = await serve((socket, hello) => {
      versions.push(versionOf(hello));
      socket.write(Buffer.from(versionOf(hello) === 5 ? [0x20, 3, 0, 0x84, 0] : [0x20, 2, 0, 0]));
    });
    const publisher = publisherTo(url);
    for (let count = 0; count < 2; count += 1) {
      connection = await publisher.connect({ will, keepAlive: 60_000, signal: new AbortController().signal });
      connection.drop();
    }
    expect(versions).toEqual([5, 4, 4]);
  });

  test.each([
    ['the user or the password', [0x20, 3, 0, 0x86, 0], 'broker-refused'],
    ['this client', [0x20, 3, 0, 0x87, 0], 'broker-refused'],
    ['everybody, for now', [0x20, 3, 0, 0x88, 0], 'broker-unreachable'],
  ])('that refuses %s has its own code', async (_, answer, code) =>
    expect(await codeOf(attempt(await serve((socket) => socket.write(Buffer.from(answer)))))).toBe(code),
  );

  test('at a port where nobody listens is unreachable', async () =>
    expect(await codeOf(attempt('mqtt://127.0.0.1:9'))).toBe('broker-unreachable'));

  test('survives a peer that answers with noise', async () =>
    expect(['broker-unreachable', 'connected']).toContain(
      await codeOf(attempt(await serve((socket) => socket.end(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))))),
    ));
});

describe('a connection', () => {
  test('to a broker whose packet never ends is broken off', async () => {
    const url = await serve((socket) => {
      socket.write(Buffer.from([0x20, 3, 0, 0, 0]));
      // A PUBLISH of 256 MiB, and megabytes of it.
      socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
      for (let count = 0; count < 6; count += 1) socket.write(Buffer.alloc(1_048_576));
    });
    const open = await attempt(url);
    expect(await new Promise((resolve) => open.onLost(resolve))).not.toBe('');
  });
});

describe('a subscription', () => {
  test.each([
    ['5', [0x20, 3, 0, 0, 0], [0]],
    ['3.1.1', [0x20, 2, 0, 0], []],
  ] as const)('of which MQTT %s denies a part says which', async (begin, welcome, properties) => {
    const denied = begin === '5' ? 0x87 : 0x80; // 5, 3.9.3: not authorized; 3.1.1, 3.9.3: failure
    const codes = [...properties, 1, denied, 0];
    const url = await serve((socket) => {
      socket.write(Buffer.from(welcome));
      socket.once('data', (asked) => socket.write(Buffer.from([0x90, 2 + codes.length, asked[2] ?? 0, asked[3] ?? 0, ...codes])));
    });
    const opened = await publisherTo(url, { begin }).connect({ will, keepAlive: 60_000, signal: new AbortController().signal });
    connection = opened;
    expect(await opened.subscribe(['stored/+', 'refused/+', 'again/+'])).toEqual([true, false, true]);
  });
});

describe('a connection that is lost', () => {
  /** How it was lost, where the broker answers CONNECT with this and then says or does that. */
  const lossOf = async (welcome: readonly number[], then: (socket: Socket) => void): Promise<string> => {
    const url = await serve((socket) => {
      socket.write(Buffer.from(welcome));
      socket.once('data', () => then(socket));
    });
    const opened = await publisherTo(url, { begin: welcome.length === 5 ? '5' : '3.1.1' }).connect({
      will,
      keepAlive: 60_000,
      signal: new AbortController().signal,
    });
    connection = opened;
    return new Promise((resolve) => {
      opened.onLost((_reason, kind) => resolve(kind));
      opened.subscribe(['x']).catch(() => undefined); // its bytes are what the broker waits for
    });
  };
  const MQTT_5 = [0x20, 3, 0, 0, 0];
  const MQTT_3 = [0x20, 2, 0, 0];

  test('was taken over where MQTT 5 says so', async () =>
    expect(await lossOf(MQTT_5, (socket) => socket.end(Buffer.from([0xe0, 1, 0x8e])))).toBe('taken-over'));

  test('is broken where MQTT 5 has another reason', async () =>
    expect(await lossOf(MQTT_5, (socket) => socket.end(Buffer.from([0xe0, 1, 0x8b])))).toBe('broken'));

  test('was closed where the broker goes without a word', async () =>
    expect(await lossOf(MQTT_3, (socket) => socket.end())).toBe('closed'));

  test('is broken where the network resets it', async () =>
    expect(await lossOf(MQTT_3, (socket) => socket.resetAndDestroy())).toBe('broken'));
});

test('a publisher keeps no buffer for every number that a packet may carry: a small box has no memory for it', () => {
  publisherTo('mqtt://127.0.0.1:1');
  expect(writeToStream.cacheNumbers).toBe(false);
});
