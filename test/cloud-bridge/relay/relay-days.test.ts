import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { unpackMessage } from '../../../cloud-bridge/contract/block-message.ts';
import { topicsOf } from '../../../cloud-bridge/contract/topics.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { type MemoryJournal, memoryJournal, someFact } from '../memory-journal.ts';
import { GATEWAY, startRelay } from './broker-site.ts';
import { type MemoryBroker, memoryBroker, until } from './memory-broker.ts';

// Threads and turns of the event loop don't know this clock: here all is compressed at once.
vi.mock('../../../cloud-bridge/contract/dense/dense-zlib.ts', () => ({
  denseZlib: async (text: Uint8Array) => deflateSync(text),
}));
vi.mock('node:zlib', async (original) => ({
  ...(await original<object>()),
  deflate: (bytes: Uint8Array, options: object, done: (error: null, result: Buffer) => void) =>
    done(null, deflateSync(bytes, options)),
  inflate: (bytes: Uint8Array, options: object, done: (error: null, result: Buffer) => void) =>
    done(null, inflateSync(bytes, options)),
}));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const topics = topicsOf(GATEWAY);

const site = (acknowledge: 'stored' | 'broker' = 'stored', protocol: '5' | '3.1.1' = '5') => {
  const clock = createManualClock();
  const broker = memoryBroker(clock, protocol);
  const journal = memoryJournal();
  const start = () => startRelay({ journal, publisher: broker.publisher, acknowledge, clock, random: seededRandom(3) });
  return { clock, broker, journal, start };
};

const isDelivered = (journal: MemoryJournal) => (): boolean =>
  journal.delivered('city').readings.upTo[0] === journal.heads().readings[0] &&
  journal.delivered('city').urgent.upTo[0] === journal.heads().urgent[0];

/** First and last number of each message that arrived, in its order. */
const runsOf = async (broker: MemoryBroker): Promise<readonly string[]> =>
  Promise.all(
    broker.arrived.map(async ({ topic, payload }) => {
      const message = await unpackMessage(payload);
      const lines = message.is === 'lines' ? message.lines.map((line): { first: number; last: number } => JSON.parse(line)) : [];
      return `${topic.split('/').at(-1)} ${lines[0]?.first}-${lines.at(-1)?.last}`;
    }),
  );

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
