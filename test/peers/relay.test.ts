import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MqttPublisherSettings } from '../../cloud-bridge/relay/mqtt-publisher.ts';
import { createSmallReceiver, type SmallReceiver, type SmallReceiverSettings } from '../../simulators/stage/small-receiver.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { type MemoryJournal, memoryJournal, someFact } from '../cloud-bridge/memory-journal.ts';
import { GATEWAY, publisherTo, startRelay, type WatchedRelay } from '../cloud-bridge/relay/broker-site.ts';
import { createAuthority, type TestAuthority } from './certificates.ts';
import { freePort } from './free-port.ts';
import { type Mosquitto, type MosquittoSettings, startMosquitto } from './mosquitto.ts';
import { isThere, needsPeers } from './peer.ts';
import { startThrottlingProxy } from './throttling-proxy.ts';

const DAY = 86_400_000;
const PASSWORD = 'a-very-secret-word';

let authority: TestAuthority;
let broker: Mosquitto | undefined;
let receiver: SmallReceiver | undefined;
let watched: WatchedRelay | undefined;

beforeAll(() => {
  if (isThere('openssl')) authority = createAuthority();
});
afterAll(() => authority?.remove());
beforeEach((context) => needsPeers(context, 'mosquitto', 'openssl'));
afterEach(async () => {
  await watched?.relay.stop(0);
  await receiver?.close();
  await broker?.stop();
  [watched, receiver, broker] = [undefined, undefined, undefined];
});

const brokerLike = async (settings: MosquittoSettings): Promise<Mosquitto> => {
  broker = await startMosquitto(settings);
  return broker;
};

const receiverAt = async (url: string, more: Partial<SmallReceiverSettings> = {}): Promise<SmallReceiver> => {
  receiver = createSmallReceiver({ url, gateway: GATEWAY, receiver: 'r1', ...more });
  await receiver.ready;
  return receiver;
};

const relayTo = (
  url: string,
  journal: MemoryJournal,
  more: Partial<MqttPublisherSettings> = {},
  acknowledge: 'stored' | 'broker' = 'stored',
) => {
  // Pauses between attempts are drawn: after a few deaths of a broker, real chance draws half a minute now and then.
  watched = startRelay({ journal, acknowledge, random: () => 0.2, publisher: publisherTo(url, more) });
  return watched;
};

const filled = (blocks = 40): MemoryJournal => {
  const journal = memoryJournal();
  for (let n = 0; n < blocks; n += 1) journal.sealReadings(120);
  journal.sealFacts([someFact()]);
  return journal;
};

const delivered = (journal: MemoryJournal, patience = 8000): Promise<void> =>
  vi.waitFor(() => {
    expect(journal.delivered('city').readings.upTo).toEqual(journal.heads().readings);
    expect(journal.delivered('city').urgent.upTo).toEqual(journal.heads().urgent);
  }, patience);

describe.each(['5', '3.1.1'] as const)('mosquitto, MQTT %s', (begin) => {
  test('with TLS, a client certificate and a password takes everything, and a receiver stores it', async () => {
    const server = authority.issue({ name: 'broker' });
    const client = authority.issue({ name: 'box', use: 'client' });
    const { url } = await brokerLike({ tls: { ...server, clientCa: authority.ca }, users: { box: PASSWORD } });
    const connection = {
      ca: readFileSync(authority.ca),
      cert: readFileSync(client.cert),
      key: readFileSync(client.key),
      username: 'box',
      password: PASSWORD,
    };
    const platform = await receiverAt(url, { connection });
    const journal = filled();
    relayTo(url, journal, { begin, ca: authority.ca, ...client, username: 'box', password: PASSWORD });
    await delivered(journal);
    expect(platform.counts()).toMatchObject({ values: 4801, repeated: 0, duplicated: 0, brokenChains: 0, unreadable: 0 });
  });

  test('by its own acknowledgement', async () => {
    const { url } = await brokerLike({});
    const journal = filled();
    const { relay } = relayTo(url, journal, { begin }, 'broker');
    await delivered(journal);
    expect(relay.status()).toMatchObject({ connected: true, backlog: { urgent: 0, readings: 0 } });
  });

  test('that denies publishing is found out, and nothing counts as delivered', async () => {
    const { url } = await brokerLike({
      acl: ['topic read #', `topic write larder/1/${GATEWAY}/status`, `topic write larder/1/${GATEWAY}/urgent`],
    });
    const journal = filled();
    const { states, relay } = relayTo(url, journal, { begin }, 'broker');
    await vi.waitFor(() => expect(journal.delivered('city').urgent.upTo).toEqual(journal.heads().urgent), 5000);
    await vi.waitFor(() => expect(relay.status().counters.messages).toBeGreaterThan(1), 5000);
    // A broker answers in order: once it has taken a later fact, whatever it says of the readings before has been said.
    journal.sealFacts([someFact()]);
    await vi.waitFor(() => expect(journal.delivered('city').urgent.upTo).toEqual(journal.heads().urgent), 5000);
    expect(journal.delivered('city').readings).toEqual({ upTo: [0, '0'.repeat(64)], beyond: [] });
    expect(relay.status().counters.messages).toBeLessThanOrEqual(4);
    expect(states).toEqual(
      begin === '5' ? [{ on: 'uplink:city', state: 'denied', active: true, reason: 'readings: reason code 135' }] : [],
    );
  });

  test('throws two boxes of one name out in turn, and both know why', async () => {
    const { url } = await brokerLike({});
    const boxes = [relayTo(url, filled(1), { begin }), relayTo(url, filled(1), { begin })];
    for (const { states } of boxes)
      await vi.waitFor(() => expect(states).toContainEqual({ on: 'uplink:city', state: 'name-taken', active: true }), 60_000);
  });

  test('that refuses the password says so, and the password stands nowhere', async () => {
    const { url } = await brokerLike({ users: { box: PASSWORD } });
    const { log } = relayTo(url, filled(1), { begin, username: 'box', password: `${PASSWORD}-wrong` });
    await vi.waitFor(() => expect(log).toContainEqual(expect.objectContaining({ code: 'broker-refused' })), 5000);
    expect(JSON.stringify(log)).not.toContain(PASSWORD);
  });
});

describe('a certificate', () => {
  const failsWith = async (
    server: { cert: string; key: string },
    more: Partial<MqttPublisherSettings>,
    clientCa?: string,
  ): Promise<string> => {
    const { url } = await brokerLike({ tls: { ...server, ...(clientCa === undefined ? {} : { clientCa }) } });
    const { log } = relayTo(url, filled(1), more);
    await vi.waitFor(() => expect(log.some((entry) => 'code' in entry)).toBe(true), 5000);
    return String(log.flatMap((entry) => ('code' in entry ? [entry.code] : []))[0]);
  };

  test('of an authority that isn’t ours is not trusted', async () => {
    const stranger = createAuthority({ name: 'stranger' });
    expect(await failsWith(stranger.issue({ name: 'broker' }), { ca: authority.ca })).toBe('broker-untrusted');
    stranger.remove();
  });
  test('that has expired is not trusted', async () =>
    expect(
      await failsWith(authority.issue({ name: 'broker', from: Date.now() - 9 * DAY, to: Date.now() - DAY }), {
        ca: authority.ca,
      }),
    ).toBe('broker-untrusted'));
  test('for another host is not trusted', async () =>
    expect(await failsWith(authority.issue({ name: 'broker', hosts: 'DNS:elsewhere.example' }), { ca: authority.ca })).toBe(
      'broker-untrusted',
    ));
  test('of the box that the broker misses is the broker’s refusal', async () =>
    expect(await failsWith(authority.issue({ name: 'broker' }), { ca: authority.ca }, authority.ca)).toBe('broker-refused'));
  test('of the box by an authority that the broker doesn’t know is the broker’s refusal', async () => {
    const stranger = createAuthority({ name: 'stranger' });
    const client = stranger.issue({ name: 'box', use: 'client' });
    expect(await failsWith(authority.issue({ name: 'broker' }), { ca: authority.ca, ...client }, authority.ca)).toBe(
      'broker-refused',
    );
    stranger.remove();
  });
  test('file that is missing is named', async () =>
    expect(await failsWith(authority.issue({ name: 'broker' }), { ca: '/nowhere/ca.pem' })).toBe('file-unreadable'));
});

describe('a broker', () => {
  test('that is absent at start is found when it comes', async () => {
    const port = await freePort();
    const journal = filled();
    const { log } = relayTo(`mqtt://127.0.0.1:${port}`, journal);
    await vi.waitFor(() => expect(log).toContainEqual(expect.objectContaining({ code: 'broker-unreachable' })), 5000);
    const { url } = await brokerLike({ port });
    const platform = await receiverAt(url);
    await delivered(journal, 15_000);
    expect(platform.counts()).toMatchObject({ values: 4801, duplicated: 0, brokenChains: 0 });
  });

  test('that dies in the middle of a backlog, again and again, loses nothing', async () => {
    const { url, kill, start } = await brokerLike({});
    const platform = await receiverAt(url);
    const journal = filled(4000);
    relayTo(url, journal);
    for (let deaths = 0; deaths < 3; deaths += 1) {
      const before = platform.counts().blocks;
      await vi.waitFor(() => expect(platform.counts().blocks).toBeGreaterThan(before + 100), 10_000);
      await kill();
      await start();
    }
    await delivered(journal, 20_000);
    expect(platform.counts()).toMatchObject({ values: 480_001, duplicated: 0, brokenChains: 0, unreadable: 0 });
    expect(platform.holes('readings')).toEqual([]);
  });

  test('behind a link of 20 kbit/s hears of an alarm within three seconds, while days of backlog drain', async () => {
    const { url, port } = await brokerLike({});
    const proxy = await startThrottlingProxy({ port, bitsPerSecond: 20_000 });
    const late: number[] = [];
    await receiverAt(url, { onBlock: (block) => block.lane === 'urgent' && late.push(Date.now() - block.t0) });
    const journal = memoryJournal();
    for (let n = 0; n < 3000; n += 1) journal.sealReadings(120);
    const { relay } = relayTo(`mqtt://127.0.0.1:${proxy.port}`, journal);
    await vi.waitFor(() => expect(relay.status().counters.messages).toBeGreaterThan(4), 8000);
    journal.sealReadings(60);
    journal.sealFacts([someFact()], Date.now());
    await vi.waitFor(() => expect(late).toHaveLength(1), 8000);
    expect(late[0]).toBeLessThan(3000);
    await relay.stop(0);
    await proxy.close();
  });

  test('behind a link that is half-open is given up, and found again', async () => {
    const { url, port } = await brokerLike({});
    const proxy = await startThrottlingProxy({ port });
    const platform = await receiverAt(url);
    const clock = createManualClock();
    const journal = memoryJournal();
    watched = startRelay({ journal, clock, random: () => 0.5, publisher: publisherTo(`mqtt://127.0.0.1:${proxy.port}`) });
    await vi.waitFor(() => expect(watched?.relay.status().connected).toBe(true), 5000);
    proxy.stall();
    journal.sealReadings(50);
    await vi.waitFor(() => expect(watched?.relay.status().counters.messages).toBe(1), 5000);
    await clock.advance(40_000);
    expect(watched.log).toContainEqual({ reason: 'no-acknowledgement' });
    proxy.cut();
    proxy.resume();
    await clock.advance(1000);
    await vi.waitFor(() => expect(platform.counts()).toMatchObject({ values: 50, duplicated: 0 }), 5000);
    await proxy.close();
  });
});
