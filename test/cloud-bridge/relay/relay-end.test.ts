import { describe, expect, test, vi } from 'vitest';
import { isDelivered, MINUTE, site } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('blocks', () => {
  test('that retention took before they were sent don’t hold up the lane', async () => {
    const { clock, broker, journal, start } = site('broker');
    for (let n = 0; n < 20; n += 1) journal.sealReadings(10);
    journal.retire('readings', 50);
    const { relay } = start();
    await until(clock, isDelivered(journal));
    expect(broker.check.holes('readings')).toEqual([[1, 50]]);
    await relay.stop(0);
  });

  test('that the journal doesn’t give at once are sent when it does', async () => {
    const { clock, journal, start } = site();
    const { undelivered } = journal;
    let given = false;
    journal.undelivered = async (...asked) => (given ? undelivered(...asked) : []);
    const { relay } = start();
    for (let n = 0; n < 5; n += 1) journal.sealReadings(20);
    await clock.advance(MINUTE);
    expect(relay.status().counters.messages).toBe(0);
    given = true;
    await clock.advance(6000);
    expect(isDelivered(journal)()).toBe(true);
    await relay.stop(0);
  });

  test('of which the newest can’t be had by itself come from the old end', async () => {
    const { clock, journal, start } = site();
    const { undelivered } = journal;
    journal.undelivered = async (lane, covered, want) => (want.order === 'newest' ? [] : undelivered(lane, covered, want));
    const { relay } = start();
    for (let n = 0; n < 5; n += 1) journal.sealReadings(20);
    await until(clock, isDelivered(journal));
    await relay.stop(0);
  });

  test('longer than the broker takes are kept and shown, and the others go on', async () => {
    const { clock, broker, journal, start } = site();
    broker.longest = 2000;
    for (let n = 0; n < 5; n += 1) journal.sealReadings(20);
    const long = journal.sealReadings(6000);
    for (let n = 0; n < 5; n += 1) journal.sealReadings(20);
    const { relay, states } = start();
    await until(clock, () => broker.check.holes('readings').length === 1 && broker.check.upTo('readings') === 100);
    expect(broker.check.holes('readings')).toEqual([[long.first, long.last]]);
    expect(states.map(({ state }) => state)).toEqual(['too-long']);
    expect(broker.arrived.every(({ payload }) => payload.length <= 2000)).toBe(true);
    await relay.stop(0);
  });
});

describe('the end', () => {
  test('hands over what is sealed, says offline, and says goodbye', async () => {
    const { clock, broker, journal, start } = site();
    const { relay } = start();
    await clock.advance(1000);
    for (let n = 0; n < 20; n += 1) journal.sealReadings(120);
    await clock.advanceUntil(relay.stop(5000));
    expect(isDelivered(journal)()).toBe(true);
    expect(broker.statuses).toMatchObject([
      { online: true, every: 900_000 },
      { online: false, gone: 'ended' },
    ]);
    expect(broker.will()).toMatchObject({ online: false, gone: 'lost' });
    expect(broker.closed()).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  test('waits for the first answer of a receiver that is there, and then for the rest', async () => {
    const { clock, broker, journal, start } = site();
    const { say } = broker;
    broker.say = (topic, answer) => void clock.after(500, () => say(topic, answer));
    for (let n = 0; n < 20; n += 1) journal.sealReadings(120);
    const { relay } = start();
    await clock.advanceUntil(relay.stop(5000));
    expect(isDelivered(journal)()).toBe(true);
  });

  test('doesn’t wait for a receiver that has never said a word for longer than one takes', async () => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    journal.sealReadings(10);
    const { relay } = start();
    await clock.advance(1000);
    const before = clock.elapsed();
    await clock.advanceUntil(relay.stop(5000));
    expect(clock.elapsed() - before).toBeLessThan(3000);
  });

  test('comes in time, even where nobody takes anything', async () => {
    const { clock, broker, journal, start } = site();
    broker.acknowledges = false;
    journal.sealReadings(10);
    const { relay } = start();
    await clock.advance(1000);
    const before = clock.elapsed();
    await clock.advanceUntil(relay.stop(5000));
    expect(clock.elapsed() - before).toBeLessThan(8000);
    expect(clock.pending()).toBe(0);
  });

  test('doesn’t wait for a broker that is away', async () => {
    const { clock, broker, start } = site();
    broker.away = 'broker-unreachable';
    const { relay } = start();
    await clock.advance(1000);
    const before = clock.elapsed();
    await clock.advanceUntil(relay.stop(5000));
    expect(clock.elapsed() - before).toBeLessThan(200);
    expect(clock.pending()).toBe(0);
  });
});
