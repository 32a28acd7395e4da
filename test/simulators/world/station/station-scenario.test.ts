import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../../../device-profiles/load-profiles.ts';
import type { Profile } from '../../../../device-profiles/profile.ts';
import { withMovedLinks } from '../../../../gateway/cli/moved-links.ts';
import { eventWords } from '../../../../simulators/world/event-words.ts';
import { loadScenario, parseScenario, SHIPPED_SCENARIOS } from '../../../../simulators/world/load-scenario.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { Scenario } from '../../../../simulators/world/scenario-schema.ts';
import { openWorld } from '../../../../simulators/world/world.ts';
import { lisHost, nothingSeen } from './lis-host.ts';

let profiles: ReadonlyMap<string, Profile>;
beforeAll(async () => {
  profiles = await loadProfiles([SHIPPED_PROFILES]);
});

const parsed = (text: string): Scenario => {
  const result = parseScenario(text, { profiles });
  if (result.is === 'faulty') throw new Error(JSON.stringify(result.faults));
  return result.scenario;
};

const faultsOf = (text: string): readonly (readonly [number | undefined, string])[] => {
  const result = parseScenario(text, { profiles });
  return result.is === 'faulty' ? result.faults.map(({ line, wrong }) => [line, wrong]) : [];
};

describe('a scenario with analyzers', () => {
  test('says all that makes no sense at once', () => {
    const text = `
name: everything wrong
analyzers:
  - { id: a, kind: lis, tcp: '127.0.0.1:0', serial: /dev/ttyS0 }
  - { id: a, kind: android, tcp: '127.0.0.1:0' }
  - { id: b, kind: taiyang-16, tcp: '127.0.0.1:0', faults: { spoiled: 0.1 } }
  - { id: c, kind: lis, http: 'http://127.0.0.1:8090/' }
events:
  - { at: 1s, analyzer: z, transfer: true }
  - { at: 1s, analyzer: b, faults: { collision: 0.1 } }
`;
    expect(faultsOf(text)).toEqual([
      [5, '“a” is there twice.'],
      [4, 'An analyzer has one of “tcp”, “connect” and “serial”; an Android meter has “http”.'],
      [5, 'An analyzer has one of “tcp”, “connect” and “serial”; an Android meter has “http”.'],
      [6, '“spoiled” has no meaning on this kind of line.'],
      [7, 'An analyzer has one of “tcp”, “connect” and “serial”; an Android meter has “http”.'],
      [9, 'There is no “z” here.'],
      [10, '“collision” has no meaning on this kind of line.'],
    ]);
    expect(faultsOf('name: nothing in it\n')).toHaveLength(1);
  });

  test('has words for what happens', () => {
    expect(eventWords({ analyzer: 'a', transfer: true }, 'en')).toBe('Analyzer a hands over its results.');
    expect(eventWords({ analyzer: 'a', measure: ['', 'S-1'], positive: [] }, 'zh-CN')).toBe('检测仪 a 检测 2 个孔。');
    expect(eventWords({ analyzer: 'a', withoutPower: 5000 }, 'en')).toBe('Analyzer a is without power for 5 s.');
    expect(eventWords({ analyzer: 'a', faults: {} }, 'en')).toBe('Analyzer a is disturbed otherwise from now on.');
  });

  test('lives: the meter calls a listening gateway, measures, loses power in mid-transfer, and hands all over', async () => {
    const seen = nothingSeen();
    const gateway = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      const host = lisHost(seen)((bytes) => socket.write(bytes));
      socket.on('data', (bytes) => host.onBytes(bytes));
    });
    gateway.listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    const address = gateway.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const text = `
name: a reader
seed: 3
analyzers:
  - { id: reader-1, kind: lis, connect: '127.0.0.1:${port}', clock: { ahead: 90s } }
events:
  - { at: 5s, analyzer: reader-1, measure: [S-001, '', S-002], positive: [S-002] }
  - { at: 6s, analyzer: reader-1, transfer: true }
  - { at: 6s, analyzer: reader-1, withoutPower: 3s }
`;
    const clock = createManualClock();
    const events: string[] = [];
    const onEvent = (event: Parameters<typeof eventWords>[0]): void => void events.push(eventWords(event, 'en'));
    const world = await openWorld(parsed(text), { clock, profiles, onEvent });
    const meter = world.analyzers.get('reader-1')?.meter;
    for (let count = 0; count < 100 && (meter?.log.acknowledged.size ?? 0) < 2; count += 1) await clock.advance(500);
    expect(meter?.log.measured.map(({ channel, sampleId }) => [channel, sampleId])).toEqual([
      [1, 'S-001'],
      [3, 'S-002'],
    ]);
    expect(Number(meter?.log.measured[0]?.value)).toBeLessThanOrEqual(30);
    expect(Number(meter?.log.measured[1]?.value)).toBeGreaterThanOrEqual(50);
    expect(new Date(meter?.log.measured[0]?.measuredAt ?? 0).toISOString()).toBe('2026-01-01T08:01:35.000Z');
    expect(seen.rows).toEqual(meter?.log.measured.map(({ sampleId, value }) => `${sampleId}=${value}`));
    expect(events).toHaveLength(3);
    await world.close();
    gateway.close();
  });

  test('tells when the address it is to listen on is taken, and leaves nothing open', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const text = `
name: taken
analyzers:
  - { id: a, kind: lis, tcp: '127.0.0.1:0' }
  - { id: b, kind: lis, tcp: '127.0.0.1:${port}' }
`;
    await expect(openWorld(parsed(text), { clock: createManualClock(), profiles })).rejects.toMatchObject({
      code: 'line-not-found',
    });
    other.close();
  });

  test('is moved as whoever starts it wants', () => {
    const scenario = parsed(`
name: to be moved
analyzers:
  - { id: a, kind: lis, tcp: '127.0.0.1:0' }
  - { id: b, kind: lis, connect: '127.0.0.1:1' }
  - { id: c, kind: android, http: 'http://127.0.0.1:1/' }
`);
    const wishes = ['a=/dev/ttyS7', 'b=127.0.0.1:4001', 'c=http://127.0.0.1:8090/upload'];
    expect(withMovedLinks(scenario, wishes, 'en').analyzers).toMatchObject([
      { id: 'a', serial: '/dev/ttyS7' },
      { id: 'b', connect: { host: '127.0.0.1', port: 4001 } },
      { id: 'c', http: 'http://127.0.0.1:8090/upload' },
    ]);
    expect(() => withMovedLinks(scenario, ['d=x'], 'en')).toThrow('There is no “d” here.');
  });
});

test('the shipped test station runs, and its meters keep what nobody fetched', async () => {
  const scenario = await loadScenario(fileURLToPath(new URL('test-station.yaml', `file://${SHIPPED_SCENARIOS}`)), { profiles });
  const clock = createManualClock();
  const world = await openWorld(scenario, { clock, profiles });
  await clock.advance(60_000, 'promises');
  const measured = [...world.analyzers.values()].map(({ id, meter }) => [id, meter.log.measured.length]);
  expect(measured).toEqual([
    ['pesticide-1', 20],
    ['reader-1', 2],
    ['printer-1', 1],
  ]);
  await world.close();
});
