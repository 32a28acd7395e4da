import { describe, expect, test, vi } from 'vitest';
import { unpackMessage } from '../../../cloud-bridge/contract/block-message.ts';
import { someFact } from '../memory-journal.ts';
import { HOUR, isDelivered, MINUTE, site, twoBoxes } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a connection', () => {
  test('that another box of the same name takes is one state, which ends when nobody takes it any more', async () => {
    const { clock, broker, start } = site();
    const { relay, states } = start();
    for (let count = 0; count < 20; count += 1) {
      await until(clock, () => relay.status().connected);
      broker.cut('taken-over');
      await clock.advance(1);
      expect(relay.status().failure?.code).toBe('broker-name-taken');
    }
    expect(states).toEqual([{ on: 'uplink:city', state: 'name-taken', active: true }]);
    await until(clock, () => relay.status().connected);
    await clock.advance(5 * MINUTE, 'promises');
    expect(states).toHaveLength(1);
    await clock.advance(MINUTE, 'promises');
    expect(states.at(-1)).toEqual({ on: 'uplink:city', state: 'name-taken', active: false });
    await relay.stop(0);
  });

  test('that another box takes waits longer and longer for its turn, but what is urgent waits for seconds alone', async () => {
    const { clock, broker, journal, start } = site();
    const { relay } = start();
    const lostAgain = async (): Promise<number> => {
      await until(clock, () => relay.status().connected);
      broker.cut('taken-over');
      const before = clock.elapsed();
      await until(clock, () => relay.status().connected);
      return clock.elapsed() - before;
    };
    const pauses: number[] = [];
    for (let count = 0; count < 20; count += 1) pauses.push(await lostAgain());
    expect(Math.max(...pauses)).toBeGreaterThan(60_000);
    const waits: number[] = [];
    for (let count = 0; count < 10; count += 1) {
      broker.cut('taken-over');
      await clock.advance(1000);
      if (relay.status().connected) continue;
      journal.sealFacts([someFact()]);
      const before = clock.elapsed();
      await until(clock, isDelivered(journal));
      waits.push(clock.elapsed() - before);
    }
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(15_500);
    expect(Math.max(...waits)).toBeGreaterThan(4000);
    await relay.stop(0);
  });

  test('that a broker closes without a word while nothing is on its way is a rival’s work the third time, and a network’s before', async () => {
    const { clock, broker, start } = site('stored', '3.1.1');
    const { relay } = start();
    const codes: unknown[] = [];
    for (let count = 0; count < 4; count += 1) {
      await until(clock, () => relay.status().connected);
      broker.cut('closed');
      await clock.advance(1);
      codes.push(relay.status().failure?.code);
    }
    expect(codes).toEqual(['broker-unreachable', 'broker-unreachable', 'broker-name-taken', 'broker-name-taken']);
    await relay.stop(0);
  });

  test('that breaks, or is lost between attempts that fail, is no rival’s work', async () => {
    const { clock, broker, start } = site('stored', '3.1.1');
    const { relay, states } = start();
    for (let count = 0; count < 6; count += 1) {
      await until(clock, () => relay.status().connected);
      const attempts = broker.attempts.length;
      broker.away = count % 2 === 0 ? undefined : 'broker-unreachable';
      broker.cut(count % 2 === 0 ? 'broken' : 'closed');
      if (broker.away !== undefined) await until(clock, () => broker.attempts.length > attempts);
      broker.away = undefined;
    }
    expect(states.filter(({ state }) => state === 'name-taken')).toEqual([]);
    await relay.stop(0);
  });
});

describe.each(['5', '3.1.1'] as const)('two boxes of one name at a broker of MQTT %s, where no receiver answers', (protocol) => {
  test('take turns of minutes, whatever waits, each with one state that says so', async () => {
    const { clock, broker, boxes } = twoBoxes(protocol);
    for (const { journal } of boxes) for (let n = 0; n < 5; n += 1) journal.sealFacts([someFact()]);
    await clock.advance(HOUR, 'promises');
    const before = broker.attempts.length;
    expect(before).toBeLessThan(60);
    await clock.advance(24 * HOUR, 'promises');
    const turns = broker.attempts.length - before;
    expect(turns).toBeGreaterThan(24 * 12);
    expect(turns).toBeLessThan(24 * 40);
    for (const { relay, states } of boxes) {
      expect(states.filter(({ state }) => state !== 'unanswered')).toEqual([
        { on: 'uplink:city', state: 'name-taken', active: true },
      ]);
      await relay.stop(0);
    }
    expect(clock.pending()).toBe(0);
  });

  test('get out within seconds what is new and urgent, and go back to turns of minutes', async () => {
    const { clock, broker, boxes } = twoBoxes(protocol);
    await clock.advance(HOUR, 'promises');
    for (let hour = 0; hour < 12; hour += 1) {
      for (const { journal } of boxes) {
        const before = broker.arrived.length;
        const { hash } = journal.sealFacts([someFact()]);
        await clock.advance(15_500);
        const since = await Promise.all(broker.arrived.slice(before).map(({ payload }) => unpackMessage(payload)));
        expect(since.flatMap((message) => (message.is === 'lines' ? message.lines : [])).join()).toContain(hash);
      }
      const before = broker.attempts.length;
      await clock.advance(HOUR, 'promises');
      expect(broker.attempts.length - before).toBeLessThan(60);
    }
    for (const { relay } of boxes) await relay.stop(0);
  });
});
