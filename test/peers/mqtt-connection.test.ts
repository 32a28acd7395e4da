import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../cloud-bridge/relay/publisher.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { publisherTo } from '../cloud-bridge/relay/broker-site.ts';
import { type Mosquitto, startMosquitto } from './mosquitto.ts';
import { needsPeers } from './peer.ts';
import { startThrottlingProxy, type ThrottlingProxy } from './throttling-proxy.ts';

const will = { topic: 'larder/1/g/status', payload: Buffer.from('{"online":false}') };

let broker: Mosquitto | undefined;
let proxy: ThrottlingProxy | undefined;
let connection: Connection | undefined;

beforeEach((context) => needsPeers(context, 'mosquitto'));
afterEach(async () => {
  connection?.drop();
  await proxy?.close();
  await broker?.stop();
  [broker, proxy, connection] = [undefined, undefined, undefined];
});

const attempt = async (url: string, keepAlive = 60_000): Promise<Connection> => {
  connection = await publisherTo(url).connect({ will, keepAlive, signal: new AbortController().signal });
  return connection;
};

const codeOf = (attempted: Promise<unknown>): Promise<string> =>
  attempted.then(
    () => 'connected',
    (error: unknown) => (error instanceof EdgeError ? error.code : String(error)),
  );

describe('a connection to mosquitto', () => {
  test('says how long a message may be, and how many may wait', async () => {
    broker = await startMosquitto({ more: ['max_packet_size 5000', 'max_inflight_messages 7'] });
    expect(await attempt(broker.url)).toMatchObject({ protocol: '5', longest: 5000, mostInFlight: 7 });
  });

  test('ends every promise when it is lost, and says so once', async () => {
    broker = await startMosquitto();
    proxy = await startThrottlingProxy({ port: broker.port });
    const open = await attempt(`mqtt://127.0.0.1:${proxy.port}`);
    const reasons: string[] = [];
    open.onLost((reason) => reasons.push(reason));
    proxy.stall();
    const promises = [open.publish('a', Buffer.from('x')), open.subscribe(['b']), open.unsubscribe(['b'])].map((promise) =>
      codeOf(promise),
    );
    proxy.cut();
    expect((await Promise.all(promises)).every((code) => code !== 'connected')).toBe(true);
    expect(reasons).toHaveLength(1);
    expect(await codeOf(open.publish('a', Buffer.from('x')))).not.toBe('connected');
  });

  test('that is half-open and idle is found dead by its keep-alive', async () => {
    broker = await startMosquitto();
    proxy = await startThrottlingProxy({ port: broker.port });
    const open = await attempt(`mqtt://127.0.0.1:${proxy.port}`, 1000);
    proxy.stall();
    expect(await new Promise((resolve) => open.onLost(resolve))).toBe('Keepalive timeout');
  });

  test('leaves the will to the broker when it is lost, and not when it says goodbye', async () => {
    broker = await startMosquitto();
    const heard: string[] = [];
    const watcher = await publisherTo(broker.url, { clientId: 'watcher' }).connect({
      will: { ...will, topic: 'w' },
      keepAlive: 60_000,
      signal: new AbortController().signal,
    });
    const said = new Promise<void>((resolve) =>
      watcher.onMessage((topic, payload) => {
        heard.push(`${topic} ${Buffer.from(payload)}`);
        resolve();
      }),
    );
    await watcher.subscribe(['larder/#']);
    const first = await attempt(broker.url);
    await first.close();
    const second = await attempt(broker.url);
    second.drop();
    await said;
    expect(heard).toEqual(['larder/1/g/status {"online":false}']);
    watcher.drop();
  });
});
