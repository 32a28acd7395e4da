import { describe, expect, test, vi } from 'vitest';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { someFact } from '../memory-journal.ts';
import { startRelay } from './broker-site.ts';
import { HOUR, isDelivered, MINUTE, runsOf, site } from './manual-site.ts';
import { memoryBroker, until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a broker that was gone for 72 hours', () => {
  test('is asked for gently, gets the newest first, and then everything', async () => {
    const { clock, broker, journal, start } = site();
    broker.away = 'broker-unreachable';
    const { relay, states } = start();
    for (let minute = 0; minute < 72 * 60; minute += 1) {
      journal.sealReadings(12);
      if (minute % 60 === 0) journal.sealFacts([someFact()]);
      await clock.advance(MINUTE, 'promises');
    }
    expect(broker.attempts.length).toBeLessThan(72 * 60 * 2.5);
    expect(broker.attempts.length).toBeGreaterThan(72 * 20);
    expect(states).toEqual([{ on: 'uplink:city', state: 'offline', active: true, reason: 'broker-unreachable' }]);
    broker.away = undefined;
    await until(clock, isDelivered(journal));
    const runs = await runsOf(broker);
    expect(runs[0]).toMatch(/^urgent \d+-72$/);
    expect(runs[1]).toMatch(/^readings \d+-51840$/);
    expect(runs[2]).toMatch(/^urgent 1-/);
    expect(broker.check.counts).toMatchObject({ values: 51_840 + 72, repeated: 0, duplicated: 0, brokenChains: 0 });
    expect(states.at(-1)).toEqual({ on: 'uplink:city', state: 'offline', active: false });
    await relay.stop(0);
  });

  test('while it is being drained, what is new overtakes, and what is urgent goes first of all', async () => {
    const { clock, broker, journal, start } = site();
    for (let n = 0; n < 500; n += 1) journal.sealReadings(120);
    const { relay } = start();
    await until(clock, () => broker.arrived.length > 3);
    const before = broker.arrived.length;
    journal.sealReadings(10);
    journal.sealFacts([someFact()]);
    await until(clock, isDelivered(journal));
    const runs = (await runsOf(broker)).slice(before);
    expect(runs.indexOf('readings 60001-60010')).toBeLessThanOrEqual(3);
    expect(runs.indexOf('urgent 1-1')).toBeLessThanOrEqual(3);
    await relay.stop(0);
  });
});

test('what is urgent is gone before a piece of the backlog that is still being fetched', async () => {
  const { clock, broker, journal, start } = site();
  for (let n = 0; n < 500; n += 1) journal.sealReadings(120);
  const { relay } = start();
  await until(clock, () => broker.arrived.length > 3);
  const { undelivered } = journal;
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  journal.undelivered = async (lane, delivered, want) => {
    if (lane === 'readings') await given;
    return undelivered(lane, delivered, want);
  };
  await clock.advance(100);
  const before = broker.arrived.length;
  journal.sealFacts([someFact()]);
  journal.sealFacts([someFact()]);
  await clock.advance(100);
  expect((await runsOf(broker)).slice(before).join()).toMatch(/^urgent 1-1,urgent 2-2$|^urgent 1-2$/);
  give();
  await until(clock, isDelivered(journal));
  expect(broker.check.counts).toMatchObject({ repeated: 0, duplicated: 0, brokenChains: 0 });
  await relay.stop(0);
});

describe('two uplinks', () => {
  test('have a frontier each: one that is away, or joins later, receives the past', async () => {
    const { clock, broker, journal, start } = site();
    const later = memoryBroker(clock);
    later.away = 'broker-unreachable';
    const city = start();
    const province = startRelay({ journal, publisher: later.publisher, clock, random: seededRandom(4), uplink: 'province' });
    for (let n = 0; n < 30; n += 1) journal.sealReadings(10);
    await until(clock, isDelivered(journal));
    expect(journal.delivered('province').readings.upTo[0]).toBe(0);
    broker.away = 'broker-unreachable';
    broker.cut();
    later.away = undefined;
    journal.sealReadings(10);
    await until(clock, () => journal.delivered('province').readings.upTo[0] === 310);
    expect(later.check.counts).toMatchObject({ values: 310, repeated: 0 });
    expect(journal.delivered('city').readings.upTo[0]).toBe(300);
    expect(province.states).toEqual([]);
    await city.relay.stop(0);
    await province.relay.stop(0);
  });
});

describe('a wrong password', () => {
  test('is tried seldom, and shown', async () => {
    const { clock, broker, start } = site();
    broker.away = 'broker-refused';
    const { relay, states } = start();
    await clock.advance(24 * HOUR);
    expect(broker.attempts.length).toBeLessThan(150);
    expect(states).toEqual([{ on: 'uplink:city', state: 'offline', active: true, reason: 'broker-refused' }]);
    await relay.stop(0);
  });
});
