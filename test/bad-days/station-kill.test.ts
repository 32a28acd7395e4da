import { expect, test, vi } from 'vitest';
import type { TestFact } from '../../gateway/domain/station-fact.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { createMeter } from '../../simulators/world/station/create-meter.ts';
import { ArrivedTests, outcomeOfPost } from '../bench/station/kill-account.ts';
import { runStationCampaign, untilStill } from '../bench/station/kill-campaign.ts';
import { KILL_LINKS } from '../bench/station/kill-link.ts';
import { startLarder } from './larder-process.ts';

// A whole gateway with a meter on every link, on a machine that may have other work.
vi.setConfig({ testTimeout: 180_000 });

test('a gateway killed while meters of every link hand over loses, alters and doubles no result', async ({ onTestFinished }) => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const { links, kills, inSession, brokenRecord } = await runStationCampaign({
    sessions: 45,
    kills: 3,
    links: KILL_LINKS,
    stations: 1,
    brokerUrl: broker.url,
    seed: 5,
    longestLife: 1500,
    start: (config) => startLarder(['run', '-c', config]),
  });
  expect({ kills, brokenRecord }).toEqual({ kills: 3, brokenRecord: 0 });
  expect(inSession).toBeGreaterThan(0);
  for (const { link, measured, wrong, lost, lostAcknowledged, duplicated, unmarked, harm } of links) {
    expect(measured).toBeGreaterThan(0);
    expect({ link: link.name, wrong, lost, lostAcknowledged, harm }).toEqual({
      link: link.name, wrong: [], lost: [], lostAcknowledged: 0, harm: 0,
    }); // biome-ignore format: a list to read
    // A printout that broke off and its repeat are two slips to whoever reads them: the second is marked.
    expect({ link: link.name, unmarked }).toEqual({ link: link.name, unmarked: [] });
    if (!link.onPaper) expect({ link: link.name, duplicated }).toEqual({ link: link.name, duplicated: [] });
  }
});

/** A test fact as the meter's third result would come to. */
const factOf = (id: string, more: Partial<TestFact>): TestFact => ({
  kind: 'test', at: 0, id, origin: 'instrument', analyzer: 'meter', profile: 'hl7-generic', sampleId: 'S-1', role: 'sample', code: 'INH',
  value: '12.5', unit: '%', verdict: 'not-judged', measuredText: '2026-03-02T08:00:00', receivedAt: 0, ...more,
}); // biome-ignore format: a fact

test('a result that is missing, altered, or there under two ids is counted', () => {
  const link = KILL_LINKS.find(({ name }) => name === 'hl7');
  if (link === undefined) throw new Error('no such link');
  const clock = createManualClock({ now: Date.UTC(2026, 2, 2), elapsed: 0 });
  const meter = createMeter('hl7', { id: 'meter', clock, random: () => 0.5 });
  meter.measure([
    { channel: 1, sampleId: 'S-1', value: 12.5 },
    { channel: 2, sampleId: 'S-2', value: 20 },
  ]);
  const outcomeOf = (...facts: readonly TestFact[]) => {
    const arrived = new ArrivedTests();
    for (const fact of facts) arrived.take(fact);
    const { wrong, lost, inPieces, duplicated, unmarked } = outcomeOfPost({ link, meter }, arrived.of('meter'));
    return [wrong.length, lost.length, inPieces, duplicated.length, unmarked.length];
  };
  const [one, other] = [factOf('t1', {}), factOf('t2', { sampleId: 'S-2', value: '20.0' })];
  expect(outcomeOf(one, other)).toEqual([0, 0, 0, 0, 0]);
  expect(outcomeOf(one)).toEqual([0, 1, 0, 0, 0]);
  expect(outcomeOf(one, { ...other, value: '20.1' })).toEqual([1, 1, 0, 0, 0]);
  expect(outcomeOf(one, other, { ...one, id: 't3' })).toEqual([0, 0, 0, 1, 1]);
  expect(outcomeOf(one, other, { ...one, id: 't3', possibleRepeat: true })).toEqual([0, 0, 0, 1, 0]);
  expect(outcomeOf(one, other, { ...one, verdict: 'negative', of: 7 })).toEqual([0, 0, 0, 0, 0]);
});

test('a result on paper that lost its number is counted as kept in a piece for people to see', () => {
  const link = KILL_LINKS.find(({ name }) => name === 'printer-slip');
  if (link === undefined) throw new Error('no such link');
  const meter = createMeter('printer-slip', { id: 'meter', clock: createManualClock(), random: () => 0.5 });
  meter.measure([{ channel: 1, sampleId: 'S-1', value: 12.5 }, { channel: 2, sampleId: 'S-2', value: 20 }]); // biome-ignore format: doses
  const { lost, inPieces, nameless } = outcomeOfPost({ link, meter }, [
    factOf('t1', {}),
    factOf('t2', { sampleId: '', value: '' }),
  ]);
  expect([lost.length, inPieces, nameless]).toEqual([2, 1, 2]);
});

test('a campaign waits for as long as a printer prints its memory again, beyond any fixed time, and no longer', async () => {
  let left = 20;
  const printed = (): number => {
    left -= 1;
    return left;
  };
  await untilStill(() => left === 0, printed, 1, 3);
  expect(left).toBe(0);
  await untilStill(() => false, () => 0, 1, 3); // biome-ignore format: a wait
});
