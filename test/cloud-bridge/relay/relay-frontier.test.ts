import { describe, expect, test, vi } from 'vitest';
import { type MemoryJournal, someFact } from '../memory-journal.ts';
import { HOUR, isDelivered, MINUTE, site, topics } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a frontier that isn’t ours', () => {
  const account = (journal: MemoryJournal, upTo: number, hash: string) => ({
    v: 1,
    journal: journal.journal,
    readings: { upTo, hash },
  });

  test.each([
    ['ahead of our own head: an old card was restored', 999, undefined],
    ['with another hash: the card was cloned', 20, '5'.repeat(64)],
    ['behind our own, with another hash', 10, '5'.repeat(64)],
    ['inside a block', 15, undefined],
  ])('is shown and ignored: %s', async (_, upTo, hash) => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    const first = journal.sealReadings(10);
    const second = journal.sealReadings(10);
    const { relay, states } = start();
    await clock.advance(1000);
    broker.say(topics.answer('stored', 'r1'), account(journal, first.last, first.hash));
    await clock.advance(100);
    broker.say(topics.answer('stored', 'r1'), account(journal, second.last, second.hash));
    await clock.advance(100);
    broker.say(topics.answer('stored', 'r1'), account(journal, upTo, hash ?? second.hash));
    await clock.advance(100);
    expect(journal.delivered('city').readings).toEqual({ upTo: [20, second.hash], beyond: [] });
    expect(states).toEqual([{ on: 'uplink:city', state: 'foreign-frontier', active: true, reason: 'readings: r1' }]);
    await relay.stop(0);
  });

  test('of another journal is counted, and nothing more', async () => {
    const { clock, broker, journal, start } = site();
    journal.sealReadings(10);
    const { relay, states } = start();
    await until(clock, isDelivered(journal));
    broker.say(topics.answer('stored', 'r1'), { v: 1, journal: 'another1', readings: { upTo: 999, hash: '5'.repeat(64) } });
    broker.say(topics.answer('stored', 'r1'), { not: 'an answer' });
    await clock.advance(100);
    expect([states, relay.status().counters.ignored]).toEqual([[], 2]);
    await relay.stop(0);
  });

  test('of an older time never moves ours back', async () => {
    const { clock, broker, journal, start } = site();
    const first = journal.sealReadings(10);
    journal.sealReadings(10);
    const { relay, states } = start();
    await until(clock, isDelivered(journal));
    broker.say(topics.answer('stored', 'r1'), account(journal, first.last, first.hash));
    await clock.advance(100);
    expect(journal.delivered('city').readings.upTo[0]).toBe(20);
    expect(states).toEqual([]);
    await relay.stop(0);
  });
});

describe('the broker’s own word', () => {
  test('counts on MQTT 5, where it has words for no', async () => {
    const { clock, broker, journal, start } = site('broker');
    broker.receives = false;
    for (let n = 0; n < 30; n += 1) journal.sealReadings(10);
    const { relay } = start();
    await until(clock, isDelivered(journal));
    await relay.stop(0);
  });

  test('that it denies on MQTT 5 is shown, keeps everything, and is asked again after growing rests', async () => {
    const { clock, broker, journal, start } = site('broker');
    broker.denies = 'reason code 135';
    journal.sealReadings(10);
    const { relay, states } = start();
    await clock.advance(12 * HOUR);
    expect(states).toEqual([{ on: 'uplink:city', state: 'denied', active: true, reason: 'readings: reason code 135' }]);
    expect(relay.status().counters.denied).toBeGreaterThan(10);
    expect(relay.status().counters.denied).toBeLessThan(40);
    expect(journal.delivered('city').readings.upTo[0]).toBe(0);
    broker.denies = undefined;
    await until(clock, isDelivered(journal));
    expect(states.at(-1)).toEqual({ on: 'uplink:city', state: 'denied', active: false });
    await relay.stop(0);
  });

  test('that it denies for one lane alone is one lasting state, not one that comes and goes with the other lane', async () => {
    const { clock, broker, journal, start } = site('broker');
    broker.deniesLane = 'readings';
    journal.sealReadings(10);
    const { relay, states } = start();
    for (let minute = 0; minute < 120; minute += 1) {
      journal.sealFacts([someFact()]);
      await clock.advance(MINUTE);
    }
    expect(states.map(({ state }) => state)).toEqual(['denied']);
    expect(journal.delivered('city').urgent.upTo[0]).toBe(120);
    await relay.stop(0);
  });

  test('is not believed on 3.1.1 before an echo: a denial is acknowledged, and nothing counts as delivered', async () => {
    const { clock, broker, journal, start } = site('broker', '3.1.1');
    broker.denies = 'in silence';
    for (let n = 0; n < 30; n += 1) journal.sealReadings(10);
    const { relay, states } = start();
    await clock.advance(HOUR);
    expect(journal.delivered('city').readings.upTo[0]).toBe(0);
    expect(states).toEqual([{ on: 'uplink:city', state: 'unproven', active: true, reason: 'readings' }]);
    expect(relay.status().counters.messages).toBeLessThan(12);
    broker.denies = undefined;
    await until(clock, isDelivered(journal));
    expect(states.at(-1)).toEqual({ on: 'uplink:city', state: 'unproven', active: false });
    await relay.stop(0);
  });
});
