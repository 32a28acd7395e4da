import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';
import { createUploadingMeter } from '../../../../simulators/world/station/create-meter.ts';
import type { SimulatedMeter } from '../../../../simulators/world/station/meter.ts';
import type { MeterFaults } from '../../../../simulators/world/station/meter-faults.ts';
import { FAULTS_OF_KIND } from '../../../../simulators/world/station/meter-kind.ts';
import { dosesOf, turns } from './meter-line.ts';

interface Post {
  readonly record: string;
  readonly result: string;
  readonly time: string;
}

const leftOpen: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});

interface Served {
  readonly clock: ManualClock;
  readonly meter: SimulatedMeter;
  readonly posts: Post[];
}

/** A meter, and a platform that answers its n-th whole upload with `status(n)`; 0 is no answer. */
const served = async (status: (place: number) => number, faults: MeterFaults = {}, seed = 1): Promise<Served> => {
  const posts: Post[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      posts.push(...JSON.parse(Buffer.concat(chunks).toString()).detail);
      const code = status(posts.length - 1);
      if (code !== 0) response.writeHead(code).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const clock = createManualClock();
  const url = new URL(`http://127.0.0.1:${port}/results`);
  const meter = createUploadingMeter(url, { id: 'pad-1', clock, random: seededRandom(seed), faults });
  leftOpen.push(async () => {
    await meter.close();
    server.closeAllConnections();
    server.close();
  });
  return { clock, meter, posts };
};

test('an Android meter uploads each result as JSON, and keeps what was taken apart from what wasn’t', async () => {
  const { meter, posts } = await served(() => 200);
  meter.measure(dosesOf(3));
  meter.transfer();
  await turns(() => !meter.isTransferring());
  expect(posts.map(({ record, result }) => [record, result])).toEqual([
    ['pad-1-1', '1.7'],
    ['pad-1-2', '3.4'],
    ['pad-1-3', '5.1'],
  ]);
  expect(posts[0]?.time).toBe('2026-01-01 08:00:00');
  expect(meter.log.acknowledged.size).toBe(3);
});

test('it uploads again under the same record id after a 500 and after silence', async () => {
  const { clock, meter, posts } = await served((place) => [500, 0, 200][place] ?? 200);
  meter.measure(dosesOf(1));
  meter.transfer();
  await turns(() => posts.length === 1);
  for (let count = 0; count < 400 && meter.isTransferring(); count += 1) await clock.advance(100);
  expect(posts.map(({ record }) => record)).toEqual(['pad-1-1', 'pad-1-1', 'pad-1-1']);
  expect(meter.log.acknowledged.size).toBe(1);
});

test('it loses nothing under all its faults, by any seed', async () => {
  const faults = Object.fromEntries(
    FAULTS_OF_KIND.android.map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance: 0.1, most: 500 } : 0.1]),
  );
  const struck = new Set<string>();
  for (let seed = 1; seed <= 10; seed += 1) {
    const { clock, meter, posts } = await served(() => 200, faults, seed);
    meter.measure(dosesOf(8));
    meter.transfer();
    for (let count = 0; count < 5000 && meter.isTransferring(); count += 1) await clock.advance(100);
    expect(meter.isTransferring()).toBe(false);
    expect(new Set(posts.map(({ record, result }) => `${record}=${result}`))).toEqual(
      new Set(meter.log.measured.map(({ record, value }) => `pad-1-${record}=${value}`)),
    );
    for (const fault of meter.struck().keys()) struck.add(fault);
  }
  expect([...struck].sort()).toEqual([...FAULTS_OF_KIND.android].sort());
});
