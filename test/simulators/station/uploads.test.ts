import { afterEach, expect, test } from 'vitest';
import { newCounters } from '../../../gateway/acquire/analyzers/conversation.ts';
import { openUploadServer } from '../../../gateway/acquire/analyzers/http/upload-server.ts';
import type { Transfer } from '../../../gateway/domain/sent-result.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createUploadingMeter } from '../../../simulators/world/station/create-meter.ts';
import { FAULTS_OF_KIND } from '../../../simulators/world/station/meter-kind.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';
import { freePort } from '../../peers/free-port.ts';

const SESSIONS = 20;

const leftOpen: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});

const FAULTS = Object.fromEntries(
  FAULTS_OF_KIND.android.map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance: 0.08, most: 300 } : 0.08]),
);

/** The gateway's own upload server, which can't keep one upload in ten, and what it kept. */
const gateway = async (random: () => number) => {
  const kept: Transfer[] = [];
  const port = await freePort();
  const server = await openUploadServer(
    { id: 'pad-1', profile: shippedAnalyzer('http-json-generic') },
    { host: '127.0.0.1', port },
    {
      clock: createManualClock(),
      counters: newCounters(),
      warn: () => undefined,
      keep: async (transfer) => {
        if (random() < 0.1) throw new Error('the disk refused');
        kept.push(transfer);
        return { tests: transfer.understood.results.length, duplicates: 0, quarantined: 0 };
      },
    },
  );
  leftOpen.push(() => server.close());
  return { kept, url: new URL(`http://127.0.0.1:${port}/results`) };
};

const session = async (seed: number) => {
  const random = seededRandom(seed);
  const { kept, url } = await gateway(random);
  const clock = createManualClock();
  const meter = createUploadingMeter(url, { id: 'pad-1', clock, random: seededRandom(seed + 1000), faults: FAULTS });
  leftOpen.push(() => meter.close());
  meter.measure(
    Array.from({ length: 6 }, (_, place) => ({
      channel: place + 1,
      sampleId: `S-${place}`,
      value: Math.round(random() * 900) / 10,
    })),
  );
  meter.transfer();
  for (let turn = 0; turn < 20_000 && meter.isTransferring(); turn += 1) await clock.advance(100);
  const arrived = kept.flatMap(({ understood }) => understood.results);
  return { meter, arrived };
};

test('an Android meter against the gateway’s own upload server: under all faults each result is kept, none is invented', async () => {
  const struck = new Set<string>();
  let again = 0;
  for (let seed = 1; seed <= SESSIONS; seed += 1) {
    const { meter, arrived } = await session(seed);
    const rows = new Set(arrived.map(({ record, sampleId, value }) => `${record} ${sampleId} ${value}`));
    expect(meter.isTransferring()).toBe(false);
    expect(rows).toEqual(
      new Set(meter.log.measured.map(({ record, sampleId, value }) => `pad-1-${record} ${sampleId} ${value}`)),
    );
    expect(meter.log.acknowledged.size).toBe(6);
    again += arrived.length - rows.size;
    for (const fault of meter.struck().keys()) struck.add(fault);
  }
  expect([...struck].sort()).toEqual([...FAULTS_OF_KIND.android].sort());
  expect(again).toBeGreaterThan(0);
});
