import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeReport } from '../../gateway/app/make-report.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import { excursionRows } from '../../gateway/reports/excursion-rows.ts';
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

test('a fridge that stood at 10 °C for an hour is one excursion in the report, beyond each of its limits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-excursion-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'larder.yaml');
  const temperature = { rule: 'cn.fridge', cabinet: 'fridge-1', camera: 'cam-7' };
  const devices = [{ id: 'fridge-1', line: 'kitchen', unit: 1, profile: 'xy-md02', every: '60s', channels: { temperature } }];
  const { config, things } = canteenOf({ things: ['fridge-1'], site: { devices }, cabinets: {} }, CANTEEN);
  writeFileSync(path, config);
  const site = await readSite(path, {}, 'en');
  const world = createManualClock({ now: NOON, elapsed: 0 });
  const warm = (at: number): boolean => at >= NOON + 60 * MINUTE && at < NOON + 120 * MINUTE;
  const box = createBox({
    site, world,
    kitchen: createKitchen({
      things, clock: world, seed: 1, profiles: new Map(site.devices.map(({ profile }) => [profile.id, profile])),
      drawn: (register, at) => (register === 'fridge-1/temperature' ? (warm(at) ? 10 : 4) : undefined),
    }),
    phones: createPhones(world),
    random: () => 0.5,
    tap: { committed: () => undefined, named: () => undefined },
  }); // biome-ignore format: a box to read
  await box.on('right');
  await world.advance(110 * MINUTE, 'promises');
  const day = periodOf('day', '2026-11-10', 'Asia/Shanghai');
  if (day === undefined) throw new Error('no day');
  const rows = () => excursionRows(makeReport(site, day, { now: world.now() }).data);

  // It lasts: the alarms are all that the record has of it; the legal one wants its corrective action.
  expect(rows()).toMatchObject([{ to: null, acts: { alarms: 2, open: 1 } }]);

  await world.advance(60 * MINUTE, 'promises');
  const [row, ...more] = rows();
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    cabinet: 'fridge-1',
    side: 'high',
    peak: 10,
    camera: 'cam-7',
    acts: { alarms: 2, acknowledged: null },
  });
  expect(row?.limits.map(({ level, limit }) => `${level} ${limit}`)).toEqual(['legal 8', 'operational 6']);
  for (const { limit, beyond, area } of row?.limits ?? []) {
    expect(Math.abs((beyond ?? 0) - 60 * MINUTE)).toBeLessThanOrEqual(3 * MINUTE);
    expect(Math.abs((area ?? 0) - 60 * (10 - limit))).toBeLessThanOrEqual(15);
  }
  await box.off();
});
