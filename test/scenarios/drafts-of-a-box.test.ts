import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { draftDueReports } from '../../gateway/app/draft-due-reports.ts';
import type { ReportParts } from '../../gateway/app/open-reports.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import { remadeReport } from '../../gateway/app/remade-report.ts';
import type { Site } from '../../gateway/config/site.ts';
import type { Cancel } from '../../gateway/domain/clock.ts';
import type { ReportFact } from '../../gateway/domain/supervision-fact.ts';
import { periodOf } from '../../gateway/reports/report-period.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';
import { createBox } from './box.ts';
import { canteenOf } from './canteen.ts';
import { createKitchen } from './kitchen.ts';
import { createPhones } from './phones.ts';
import { CANTEEN } from './play-scenario.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONE = 'Asia/Shanghai';
/** 20:00 of Tuesday 2026-11-10 in Shanghai. */
const EVENING = Date.UTC(2026, 10, 10, 12);

/** The gateway's own rounds, with a tick each ten minutes of the world, and reports made in this thread. */
const reportsIn = (site: Site, world: ManualClock): ReportParts => ({
  ticks: async (tick) => {
    let cancel: Cancel = () => undefined;
    const again = (): void => {
      cancel = world.after(10 * MINUTE, () => {
        void tick();
        again();
      });
    };
    again();
    return () => cancel();
  },
  draft: async (_config, now) => draftDueReports(site, now),
  remake: async (_config, asked) => remadeReport(site, asked),
});

/** A school canteen’s box that is off; each draft that became a fact, and when that was in the world. */
const openBox = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-drafts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // A week goes by: a room that is read each ten minutes is enough of a world.
  const channels = { temperature_4: { rule: 'cn.special_room', cabinet: 'cold-dishes' } };
  const room = { id: 'food', line: 'kitchen', unit: 7, profile: 'eletechsup-r4dcb08', every: '10min', channels };
  const site = { gateway: { site: { kind: 'school-canteen' } }, devices: [room] };
  const { config, things } = canteenOf({ things: ['food'], site, cabinets: {} }, CANTEEN);
  writeFileSync(join(folder, 'larder.yaml'), config);
  const read = await readSite(join(folder, 'larder.yaml'), {}, 'en');
  const world = createManualClock({ now: EVENING, elapsed: 0 });
  const profiles = new Map(read.devices.map(({ profile }) => [profile.id, profile]));
  const drafts: { readonly draft: ReportFact; readonly at: number; readonly isRemembered: boolean }[] = [];
  const box = createBox({
    site: read,
    world,
    kitchen: createKitchen({ things, profiles, clock: world, seed: 1, drawn: () => undefined }),
    phones: createPhones(world),
    random: () => 0.5,
    reports: reportsIn(read, world),
    tap: {
      committed: ({ facts, states }) => {
        const isRemembered = states.some(({ key, text }) => key === 'notify/unsigned' && text !== undefined);
        for (const draft of facts) if (draft.kind === 'report') drafts.push({ draft, at: world.now(), isRemembered });
      },
      named: () => undefined,
    },
  });
  return {
    box,
    pass: (time: number) => world.advance(time, 'promises'),
    names: () => drafts.map(({ draft: { period, date } }) => `${period} ${date}`),
    forgotten: () => drafts.filter(({ isRemembered }) => !isRemembered),
    early: () => drafts.filter(({ draft: { period, date }, at }) => (periodOf(period, date, ZONE)?.to ?? Infinity) > at),
  };
};

test('a box that wakes in 1970 drafts nothing until it knows the time, and makes up each day under its own date', async () => {
  const { box, pass, names, early, forgotten } = await openBox();
  // Its first start: two midnights go by on a clock that nobody vouches for.
  await box.on('lost');
  await pass(30 * HOUR);
  expect(names()).toEqual([]);

  // 02:00 of Thursday. Nothing is due of the time before it was switched on, nor of the day that goes on.
  box.setRight();
  await pass(HOUR);
  expect(names()).toEqual(['day 2026-11-10', 'day 2026-11-11']);
  await pass(22 * HOUR); // 01:00 of Friday
  expect(names().slice(2)).toEqual(['day 2026-11-12']);

  // Dark until Monday 01:00; and then a night and a day in which it takes Friday to go on.
  await box.off();
  await pass(72 * HOUR);
  await box.on('lost');
  await pass(30 * HOUR);
  expect(names()).toHaveLength(3);

  box.setRight(); // 07:00 of Tuesday
  await pass(HOUR);
  expect(names().slice(3)).toEqual(['week 2026-11-09', 'day 2026-11-13', 'day 2026-11-14', 'day 2026-11-15', 'day 2026-11-16']);
  expect(early()).toEqual([]);
  // Each is kept in one transaction with the memory that it waits for a signature: no kill can come between.
  expect(forgotten()).toEqual([]);
  await box.off();
});
