import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeReport } from '../../gateway/app/make-report.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import { periodOf } from '../../gateway/reports/report-period.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { createBox } from './box.ts';
import { canteenOf } from './canteen.ts';
import { createKitchen } from './kitchen.ts';
import { createPhones } from './phones.ts';
import { CANTEEN } from './play-scenario.ts';

const MINUTE = 60_000;
/** Noon of 2026-11-10 in Shanghai. */
const NOON = Date.UTC(2026, 10, 10, 4);

test('what a loose plug leaves untold stays unproven in the record, alarm by alarm', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-loose-plug-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { config, things } = canteenOf({ things: ['fridge-1'], site: {}, cabinets: {} }, CANTEEN);
  writeFileSync(join(folder, 'larder.yaml'), config);
  const site = await readSite(join(folder, 'larder.yaml'), {}, 'en');
  const world = createManualClock({ now: NOON, elapsed: 0 });
  const profiles = new Map(site.devices.map(({ profile }) => [profile.id, profile]));
  const drawn = (register: string): number | undefined => (register === 'fridge-1/temperature' ? 4 : undefined);
  const kitchen = createKitchen({ things, clock: world, seed: 1, profiles, drawn });
  const facts: Fact[] = [];
  const box = createBox({
    site, world, kitchen,
    phones: createPhones(world),
    random: () => 0.5,
    tap: { committed: ({ facts: known }) => void facts.push(...known), named: () => undefined },
  }); // biome-ignore format: a box to read
  await box.on('right');
  // Half a minute past the full one: between two readings.
  await world.advance(10.5 * MINUTE, 'promises');
  for (let time = 0; time < 5; time += 1) {
    kitchen.devices.get('fridge-1')?.behave({ is: 'silent' });
    await world.advance(20 * MINUTE, 'promises');
    kitchen.devices.get('fridge-1')?.behave({ is: 'well' });
    await world.advance(20 * MINUTE, 'promises');
  }
  const day = periodOf('day', '2026-11-10', 'Asia/Shanghai');
  if (day === undefined) throw new Error('no day');
  const { channels } = makeReport(site, day, { now: world.now() }).data;
  const raised = facts.filter((fact) => fact.kind === 'alarm' && fact.cause === 'silence' && fact.active);
  const called = facts.filter((fact) => fact.kind === 'notice' && fact.way === 'voice' && fact.about === 'alarm');

  expect(raised).toHaveLength(5);
  expect(new Set(called.map((fact) => fact.kind === 'notice' && fact.id)).size).toBe(2);
  const { times, gaps } = channels[0]?.total ?? {};
  // From the start of the box to its first reading, and each of the five.
  expect(gaps?.listed.slice(1).map(({ from, to }) => (to - from) / MINUTE)).toEqual([20, 20, 20, 20, 20]);
  expect(times?.unproven).toBe(gaps?.time);
  expect(times?.out).toBe(0);
});
