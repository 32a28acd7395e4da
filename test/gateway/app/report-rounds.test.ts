import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { draftsOf } from '../../../gateway/app/drafts-in-child.ts';
import { makeReport } from '../../../gateway/app/make-report.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import { startReportRounds } from '../../../gateway/app/report-rounds.ts';
import { instantOf, type UtcMillis } from '../../../gateway/domain/clock.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { openCanteenCore, writeCanteen, writeCanteenRecord } from '../../bench/load/canteen-month.ts';
import { compiled } from '../journal/compiled.ts';

const CHILD = compiled('gateway/app/report-child.ts').pathname;
const HOUR = 3_600_000;
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);

/** A canteen whose record holds so many days from Monday on; the rounds over it, by a clock and a tick under the test's hand. */
const openRounds = async (days: number, now: UtcMillis) => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-rounds-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = writeCanteen(folder, 1);
  await writeCanteenRecord(config, MONDAY, days);
  const site = await readSite(config, {}, 'en', false);
  const clock = createManualClock({ now, elapsed: 0 });
  const core = openCanteenCore(site, clock);
  onTestFinished(() => core.close());
  const [looks, told, warnings]: [UtcMillis[], string[][], string[]] = [[], [], []];
  let tick = async (): Promise<void> => undefined;
  let [stopped, sure] = [false, true];
  const cancel = await startReportRounds(
    site,
    {
      clock,
      isTimeSure: () => sure,
      log: { warn: (_about, words) => void warnings.push(words) },
      know: (facts) => {
        told.push(facts.map(({ period, date }) => `${period} ${date}`));
        core.commit({ at: instantOf(clock), clock: 'sure', readings: new Float64Array(0), facts, states: [] });
      },
    },
    {
      ticks: async (each) => {
        tick = each;
        return () => {
          stopped = true;
        };
      },
      draft: (file, at, signal) => {
        looks.push(at);
        return draftsOf(CHILD, [file, String(at)], signal);
      },
    },
  ); // biome-ignore format: a list to read
  const trust = (isSure: boolean): void => {
    sure = isSure;
  };
  return { site, clock, looks, told, warnings, cancel, trust, isStopped: () => stopped, tick: () => tick() };
};

test('after three days without power the days are made up, each once, the dark ones as unproven', async () => {
  // Monday and Tuesday were read; the power came back on Saturday morning.
  const { site, clock, looks, told, warnings, tick } = await openRounds(2, MONDAY + 5 * 24 * HOUR + 8 * HOUR);
  await tick();
  expect(told).toEqual([['day 2026-11-02', 'day 2026-11-03', 'day 2026-11-04', 'day 2026-11-05', 'day 2026-11-06']]);

  // They stand in the record now: the next look finds nothing, and none of the day's later ticks looks again.
  await tick();
  await tick();
  await tick();
  expect([looks.length, told.length]).toEqual([2, 1]);

  clock.run(48 * HOUR);
  await tick();
  expect(told[1]).toEqual(['week 2026-11-02', 'day 2026-11-07', 'day 2026-11-08']);
  expect(warnings).toEqual([]);

  const dark = periodOf('day', '2026-11-05', 'Asia/Shanghai');
  if (dark === undefined) throw new Error('no day');
  const { data, draft, signing } = makeReport(site, dark, { now: clock.now() });
  expect(data.channels[0]?.total).toMatchObject({ arrived: 0, times: { in: 0, out: 0, unproven: 24 * HOUR } });
  expect(draft?.lines[0]?.filled?.is).toBe('unproven');
  expect(signing.unsignedDays).toEqual(['2026-11-05']);
});

test('a tick that comes while drafts are being made does nothing', async () => {
  const { looks, told, tick } = await openRounds(1, MONDAY + 30 * HOUR);
  await Promise.all([tick(), tick(), tick()]);
  expect([looks.length, told]).toEqual([1, [['day 2026-11-02']]]);
});

test('a child that fails is warned of, and the next tick tries again', async () => {
  const { site, warnings, looks, told, tick } = await openRounds(1, MONDAY + 30 * HOUR);
  const config = `${site.file}.away`;
  renameSync(site.file, config);
  await tick();
  expect([warnings.length, told.length]).toEqual([1, 0]);
  renameSync(config, site.file);
  await tick();
  expect([looks.length, told]).toEqual([2, [['day 2026-11-02']]]);
});

test('the end of the gateway ends the ticks and the child, and warns of nothing', async () => {
  const { cancel, isStopped, warnings, told, tick } = await openRounds(1, MONDAY + 30 * HOUR);
  const looking = tick();
  cancel();
  await looking;
  expect([isStopped(), warnings, told]).toEqual([true, [], []]);
});

test('a clock that jumped ahead, and that nobody vouches for, drafts no day that has not come', async () => {
  const { clock, trust, looks, told, tick } = await openRounds(1, MONDAY + 30 * HOUR);
  trust(false);
  clock.run(40 * 24 * HOUR);
  await tick();
  expect([looks, told]).toEqual([[], []]);
});
