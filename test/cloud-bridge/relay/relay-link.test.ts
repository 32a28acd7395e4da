import { describe, expect, test, vi } from 'vitest';
import { isDelivered, MINUTE, site } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a link that is dead and doesn’t say so', () => {
  test('is given up when acknowledgements don’t come, and nothing is lost', async () => {
    const { clock, broker, journal, start } = site();
    const { relay, log } = start();
    await clock.advance(1000);
    broker.acknowledges = false;
    journal.sealReadings(10);
    await clock.advance(40_000);
    expect(log).toContainEqual({ reason: 'no-acknowledgement' });
    broker.acknowledges = true;
    await until(clock, isDelivered(journal));
    expect(broker.check.counts.values).toBe(10);
    await relay.stop(0);
  });

  test('is given up when the broker accepts the connection and then says nothing', async () => {
    const { clock, broker, start } = site();
    broker.acknowledges = false;
    const { relay } = start();
    await clock.advance(10 * MINUTE);
    expect(broker.attempts.length).toBeGreaterThan(3);
    expect(relay.status().counters.connections).toBe(broker.attempts.length);
    await relay.stop(0);
  });

  test('that breaks again and again is not hammered: only a connection that stays makes pauses short', async () => {
    const { clock, broker, start } = site();
    const { relay } = start();
    for (let second = 0; second < 3600; second += 1) {
      await clock.advance(1000, 'promises');
      broker.cut();
    }
    expect(broker.attempts.length).toBeLessThan(120);
    await relay.stop(0);
  });

  test('keeps what was sent and not stored: it is sent again over the next one', async () => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    for (let n = 0; n < 20; n += 1) journal.sealReadings(10);
    const { relay } = start();
    await clock.advance(2000);
    expect(relay.status().backlog.readings).toBe(200);
    broker.cut();
    broker.receives = true;
    await until(clock, isDelivered(journal));
    await relay.stop(0);
  });
});
