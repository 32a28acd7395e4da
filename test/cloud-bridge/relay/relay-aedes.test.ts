import { createServer, type Server } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mqttPublisher } from '../../../cloud-bridge/relay/mqtt-publisher.ts';
import { createRelay, type Relay } from '../../../cloud-bridge/relay/relay.ts';
import type { RelayState } from '../../../cloud-bridge/relay/relay-state.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { createSmallReceiver, type SmallReceiver } from '../../../simulators/stage/small-receiver.ts';
import { memoryJournal, someFact } from '../memory-journal.ts';

const gateway = 'no3-canteen';
let aedes: Aedes;
let server: Server;
let url: string;
let receiver: SmallReceiver | undefined;
let relay: Relay | undefined;
let states: RelayState[];

beforeEach(async () => {
  aedes = await Aedes.createBroker();
  server = createServer(aedes.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  states = [];
});

afterEach(async () => {
  await relay?.stop(0);
  await receiver?.close();
  await new Promise<void>((resolve) => aedes.close(resolve));
  server.close();
});

const relayOver = (journal: ReturnType<typeof memoryJournal>, acknowledge: 'stored' | 'broker'): Relay =>
  createRelay({
    uplink: 'city', gateway, acknowledge, blocks: journal, clock: systemClock, random: Math.random,
    opened: { journal: journal.journal, heads: journal.heads(), delivered: journal.delivered('city') },
    publisher: mqttPublisher({ url, clientId: `larder-${gateway}` }),
    log: { info: () => undefined, warn: () => undefined },
    onState: (state) => states.push(state),
    describe: () => ({ boot: 7, clock: 'sure' }),
  }); // biome-ignore format: needs to read

describe('a relay over a 3.1.1 broker', () => {
  test('hands over what was sealed before and after it connected, and the receiver stores it', async () => {
    const journal = memoryJournal();
    for (let n = 0; n < 50; n += 1) journal.sealReadings(100);
    journal.sealFacts([someFact()]);
    receiver = createSmallReceiver({ url, gateway, receiver: 'r1' });
    await receiver.ready;
    relay = relayOver(journal, 'stored');
    relay.start();
    await vi.waitFor(() => expect(journal.delivered('city').readings.upTo).toEqual(journal.heads().readings), 5000);
    journal.sealReadings(100);
    await vi.waitFor(() => expect(journal.delivered('city').readings.upTo).toEqual(journal.heads().readings), 5000);
    expect(journal.delivered('city').urgent.upTo).toEqual(journal.heads().urgent);
    expect(receiver.counts()).toMatchObject({
      blocks: 52,
      values: 5101,
      repeated: 0,
      duplicated: 0,
      brokenChains: 0,
      unreadable: 0,
    });
    expect(receiver.holes('readings')).toEqual([]);
  });

  test('says that a card is copied where two boxes connect under one name, and both hand over what is urgent', async () => {
    receiver = createSmallReceiver({ url, gateway, receiver: 'r1', answers: false });
    await receiver.ready;
    const [one, other] = [memoryJournal(), memoryJournal()];
    relay = relayOver(one, 'stored');
    const clone = relayOver(other, 'stored');
    relay.start();
    clone.start();
    const taken = () => states.filter(({ state }) => state === 'name-taken').length;
    await vi.waitFor(() => expect(taken()).toBe(2), 60_000);
    const before = receiver.counts().values;
    one.sealFacts([someFact()]);
    other.sealFacts([someFact()]);
    await vi.waitFor(() => expect(receiver?.counts().values).toBeGreaterThan(before), 20_000);
    await clone.stop(0);
  });

  test('says that it may not hear what is stored while the broker denies it, and hands over all the same', async () => {
    let mayHear = false;
    let box: Client | undefined;
    aedes.on('client', (client) => {
      if (client.id === `larder-${gateway}`) box = client;
    });
    aedes.authorizeSubscribe = (client, subscription, done) =>
      done(null, mayHear || client?.id !== `larder-${gateway}` ? subscription : null);
    const journal = memoryJournal();
    journal.sealReadings(100);
    journal.sealFacts([someFact()]);
    receiver = createSmallReceiver({ url, gateway, receiver: 'r1' });
    await receiver.ready;
    relay = relayOver(journal, 'stored');
    relay.start();
    await vi.waitFor(() => expect(states).toEqual([{ on: 'uplink:city', state: 'unheard', active: true }]), 5000);
    await vi.waitFor(() => expect(receiver?.counts().values).toBe(101), 5000);
    expect(relay.status()).toMatchObject({ connected: true, backlog: { urgent: 1, readings: 100 } });
    expect(journal.delivered('city').readings.upTo[0]).toBe(0);

    mayHear = true;
    box?.close();
    await vi.waitFor(() => expect(journal.delivered('city').readings.upTo).toEqual(journal.heads().readings), 20_000);
    expect(states.filter(({ state }) => state === 'unheard').map(({ active }) => active)).toEqual([true, false]);
    expect(receiver.counts()).toMatchObject({ values: 101, duplicated: 0 });
  });

  test('believes the broker once an echo proved the right to publish', async () => {
    const journal = memoryJournal();
    for (let n = 0; n < 50; n += 1) journal.sealReadings(100);
    journal.sealFacts([someFact()]);
    relay = relayOver(journal, 'broker');
    relay.start();
    await vi.waitFor(() => expect(journal.delivered('city').readings.upTo).toEqual(journal.heads().readings), 5000);
    expect(journal.delivered('city').urgent.upTo).toEqual(journal.heads().urgent);
    expect(states).toEqual([]);
  });
});
