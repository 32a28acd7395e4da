import { describe, expect, test, vi } from 'vitest';
import { isDelivered, MINUTE, site } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a thousand connections', () => {
  test('leave no timer behind, and cost a receiver that never answers one message of the backlog each', async () => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    for (let n = 0; n < 2000; n += 1) journal.sealReadings(120);
    const { relay } = start();
    await clock.advance(5 * MINUTE);
    const sent = broker.arrived.length;
    const timers: number[] = [];
    for (let count = 0; count < 1000; count += 1) {
      broker.cut();
      await until(clock, () => relay.status().connected, 1000);
      await clock.advance(2 * MINUTE, 'promises');
      timers.push(clock.pending());
    }
    expect(broker.arrived.length - sent).toBeLessThanOrEqual(1000);
    expect(Math.max(...timers)).toBeLessThanOrEqual(timers[0] ?? 0);
    broker.receives = true;
    await until(clock, isDelivered(journal));
    await relay.stop(0);
    expect(clock.pending()).toBe(0);
  });
});

describe('a receiver that refuses every other block for a day', () => {
  test('is sent each block once, and that is one state', async () => {
    const { clock, broker, journal, start } = site();
    broker.refuses = ({ lane, first }) => (lane === 'readings' && first % 20 === 1 ? 'unknown site' : undefined);
    const { relay, states } = start();
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      journal.sealReadings(10);
      await clock.advance(MINUTE);
    }
    expect(broker.arrived.length).toBe(24 * 60);
    expect(relay.status().counters.refused).toBe(12 * 60);
    expect(states.map(({ state }) => state)).toEqual(['refused-blocks']);
    await relay.stop(0);
  });
});

describe('a broker that takes no long message, and whose word counts', () => {
  test('is sent each of the others once, however many long ones lie between them', async () => {
    const { clock, broker, journal, start } = site('broker');
    broker.longest = 2000;
    for (let n = 0; n < 50; n += 1) {
      journal.sealReadings(20);
      journal.sealReadings(6000);
    }
    const { relay } = start();
    await clock.advance(10 * MINUTE);
    const counts = { ...broker.check.counts };
    expect(counts).toMatchObject({ blocks: 50, repeated: 0 });
    await relay.stop(0);
  });
});
