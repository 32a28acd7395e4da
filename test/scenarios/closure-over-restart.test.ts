import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSite } from '../../gateway/app/read-site.ts';
import { statusSchema } from '../../gateway/app/status.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { createBox } from './box.ts';
import { canteenOf } from './canteen.ts';
import { createKitchen } from './kitchen.ts';
import { createPhones } from './phones.ts';
import { CANTEEN } from './play-scenario.ts';

const MINUTE = 60_000;
/** 12:00 of Monday 2026-11-30 in Shanghai. */
const NOON = Date.UTC(2026, 10, 30, 4);

/** A canteen whose fridge is switched off until the end of that day. */
const openBox = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-closure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const closed = [{ from: '2026-11-30', to: '2026-11-30', off: ['fridge-1'] }];
  const { config, things } = canteenOf(
    { things: ['fridge-1', 'fridge-2'], site: { calendar: { closed } }, cabinets: {} },
    CANTEEN,
  );
  writeFileSync(join(folder, 'larder.yaml'), config);
  const site = await readSite(join(folder, 'larder.yaml'), {}, 'en');
  const world = createManualClock({ now: NOON, elapsed: 0 });
  const profiles = new Map(site.devices.map(({ profile }) => [profile.id, profile]));
  const box = createBox({
    site,
    world,
    kitchen: createKitchen({ things, profiles, clock: world, seed: 1, drawn: () => undefined }),
    phones: createPhones(world),
    random: () => 0.5,
    tap: { committed: () => undefined, named: () => undefined },
  });
  const switchedOff = async () => {
    const { states } = statusSchema.parse(await box.ask({ ask: 'status' }));
    return states.filter(({ state }) => state === 'switched-off').map(({ on }) => on);
  };
  return { box, switchedOff, pass: (time: number) => world.advance(time, 'promises') };
};

test('a box that is started anew in a closure still says which cabinet is not watched, and no longer when it is over', async () => {
  const { box, switchedOff, pass } = await openBox();
  await box.on('right');
  await pass(MINUTE);
  expect(await switchedOff()).toEqual(['fridge-1/temperature']);
  for (const again of [() => box.restart(), () => box.kill()]) {
    await again();
    await pass(MINUTE);
    expect(await switchedOff()).toEqual(['fridge-1/temperature']);
  }
  await pass(12 * 60 * MINUTE);
  expect(await switchedOff()).toEqual([]);
  await box.off();
});
