import { describe, expect, test, vi } from 'vitest';
import { someFact } from '../memory-journal.ts';
import { HOUR, isDelivered, runsOf, site, topics } from './manual-site.ts';
import { until } from './memory-broker.ts';

vi.mock('node:zlib', async (original) => (await import('./zlib-at-once.ts')).zlibAtOnce(await original()));
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', async () => (await import('./zlib-at-once.ts')).denseZlibAtOnce());

describe('a receiver that doesn’t answer', () => {
  test('is asked again after growing pauses, by one message at a time', async () => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    for (let n = 0; n < 3; n += 1) journal.sealReadings(50);
    const { relay, states } = start();
    await clock.advance(24 * HOUR);
    const sent = broker.arrived.length;
    expect(sent).toBeGreaterThan(20);
    expect(sent).toBeLessThan(45);
    const pauses = broker.arrived
      .map(({ at }, place) => at - (broker.arrived[place - 1]?.at ?? at))
      .filter((pause) => pause > 1000);
    expect(pauses.slice(0, 4).map((pause) => Math.round(pause / 1000))).toEqual([30, 60, 120, 240]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(HOUR + 1000);
    expect(states.map(({ state }) => state)).toEqual(['unanswered']);
    broker.receives = true;
    await until(clock, isDelivered(journal));
    expect(states.at(-1)).toMatchObject({ state: 'unanswered', active: false });
    expect(broker.check.counts.duplicated).toBe(0);
    await relay.stop(0);
  });

  test('is not buried: a backlog waits for answers, and live readings go on', async () => {
    const { clock, broker, journal, start } = site();
    broker.receives = false;
    for (let n = 0; n < 5000; n += 1) journal.sealReadings(120);
    const { relay } = start();
    await clock.advance(20_000);
    const waiting = broker.arrived.length;
    expect(waiting).toBeGreaterThan(30);
    expect(waiting).toBeLessThanOrEqual(65);
    journal.sealReadings(5);
    await clock.advance(1000);
    expect((await runsOf(broker))[waiting]).toBe('readings 600001-600005');
    await relay.stop(0);
  });
});

test('a receiver that answers the messages of a backlog one by one never has more than two of them', async () => {
  const { clock, broker, journal, start } = site();
  broker.receives = false;
  for (let n = 0; n < 500; n += 1) journal.sealReadings(120);
  const { relay } = start();
  await clock.advance(300);
  const [live, ...backlog] = await runsOf(broker);
  expect(live).toMatch(/-60000$/);
  expect(backlog).toHaveLength(2);
  await relay.stop(0);
});

describe('a receiver’s refusal', () => {
  test('is shown and counted; the block is kept, the lane goes on, and it is sent once more when asked for', async () => {
    const { clock, broker, journal, start } = site();
    const blocks = Array.from({ length: 9 }, () => journal.sealReadings(10));
    const { relay, states } = start();
    await until(clock, isDelivered(journal));
    broker.receives = false;
    const bad = journal.sealReadings(10);
    await clock.advance(1000);
    const refusal = {
      v: 1,
      journal: journal.journal,
      lane: 'readings',
      first: bad.first,
      hash: bad.hash,
      reason: 'unknown site',
    };
    broker.say(topics.answer('refused', 'r1'), refusal);
    broker.say(topics.answer('refused', 'r1'), { ...refusal, hash: '5'.repeat(64) });
    broker.say(topics.answer('refused', 'r1'), { ...refusal, journal: 'another1' });
    await clock.advance(10 * HOUR);
    expect(states).toEqual([{ on: 'uplink:city', state: 'refused-blocks', active: true, reason: 'readings 91: unknown site' }]);
    expect(relay.status().counters).toMatchObject({ refused: 1, ignored: 2 });
    const sentBefore = broker.arrived.length;
    broker.receives = true;
    const next = journal.sealReadings(10);
    await until(clock, () => broker.check.holes('readings').length === 1);
    expect((await runsOf(broker)).slice(sentBefore)).toEqual([`readings ${next.first}-${next.last}`]);
    broker.say(topics.answer('again', 'r1'), {
      v: 1,
      journal: journal.journal,
      lane: 'readings',
      ranges: [[bad.first, bad.last]],
    });
    await until(clock, isDelivered(journal));
    expect(blocks).toHaveLength(9);
    expect(states.at(-1)).toEqual({ on: 'uplink:city', state: 'refused-blocks', active: false });
    await relay.stop(0);
  });

  test('is needless for ‘again’: what was delivered long ago is sent once more, whole blocks of it', async () => {
    const { clock, broker, journal, start } = site();
    for (let n = 0; n < 9; n += 1) journal.sealReadings(10);
    const { relay } = start();
    await until(clock, isDelivered(journal));
    const before = broker.arrived.length;
    broker.say(topics.answer('again', 'r1'), {
      v: 1,
      journal: journal.journal,
      lane: 'readings',
      ranges: [
        [15, 33],
        [80, 900],
      ],
    });
    await clock.advance(5000);
    expect((await runsOf(broker)).slice(before)).toEqual(['readings 11-40', 'readings 71-90']);
    expect(journal.delivered('city').readings.upTo[0]).toBe(90);
    await relay.stop(0);
  });
});

test('a platform’s own time is handed on, of this journal’s answers alone', async () => {
  const { clock, broker, journal, start } = site();
  const { relay, stamps } = start();
  await until(clock, () => relay.status().connected);
  broker.say(topics.answer('stored', 'r1'), { v: 1, journal: journal.journal, at: 1_795_248_000_000 });
  broker.say(topics.answer('stored', 'r1'), { v: 1, journal: 'another1', at: 7 });
  broker.say(topics.answer('stored', 'r1'), { v: 1, journal: journal.journal, at: -1 });
  await clock.advance(20);
  expect(stamps).toEqual([1_795_248_000_000]);
  await relay.stop(0);
});

describe('a platform that asks for everything, over and over', () => {
  test('holds up neither what is new nor the backlog', async () => {
    const { clock, broker, journal, start } = site();
    for (let n = 0; n < 60; n += 1) journal.sealReadings(120);
    const { relay } = start();
    const askForAll = (): void => {
      const ranges = [[1, 1e9]];
      for (const lane of ['readings', 'urgent'])
        broker.say(topics.answer('again', 'r1'), { v: 1, journal: journal.journal, lane, ranges });
    };
    for (let beat = 0; beat < 80; beat += 1) {
      askForAll();
      if (beat === 40) {
        journal.sealReadings(10);
        journal.sealFacts([someFact()]);
      }
      const before = broker.arrived.length;
      await clock.advance(20);
      if (beat === 40) expect((await runsOf(broker)).slice(before, before + 3)).toContain('readings 7201-7210');
    }
    expect(isDelivered(journal)()).toBe(true);
    expect(broker.check.counts).toMatchObject({ duplicated: 0, brokenChains: 0 });
    await relay.stop(0);
  });
});
