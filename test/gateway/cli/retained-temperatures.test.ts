import { expect, test } from 'vitest';
import { provenStays } from '../../../gateway/cli/retained-temperatures.ts';
import type { Site } from '../../../gateway/config/site.ts';
import type { Channel } from '../../../gateway/domain/channel.ts';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';
import { fridge, limits } from '../reports/reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BEGIN = Date.UTC(2026, 9, 31, 16);
const HOURS = 10;
const EVERY = 10 * MINUTE;

const probe = (id: string, rule: LimitSet): Channel => fridge({ id, cabinet: '留样柜', rule, every: EVERY });

/** Hours of ten in which each channel had such a value each ten minutes; undefined: it didn't answer. */
const hoursOf = (
  channels: readonly Channel[],
  valuesAt: (minute: number) => readonly (number | undefined)[],
  { succeedsAt, unsureFrom = Number.POSITIVE_INFINITY }: { readonly succeedsAt?: number; readonly unsureFrom?: number } = {},
) => {
  const folder = dataFolder();
  const clock = createManualClock({ now: BEGIN, elapsed: 60_000 });
  const core = openCore(folder, clock, { channels });
  for (let minute = 0; minute < HOURS * 60; minute += 10) {
    if (minute === succeedsAt) core.succeed('restored');
    const read = valuesAt(minute).flatMap((value, place) => (value === undefined ? [] : [[place, value] as const]));
    core.commit(entryOf(clock, read, [], minute >= unsureFrom ? 'unsure' : 'sure'));
    clock.run(EVERY);
  }
  core.close();
  const stay = { id: 's', cabinet: '留样柜', from: BEGIN, to: BEGIN + HOURS * HOUR };
  const proven = provenStays({ dataFolder: folder, gateway: { id: 'no3-canteen' }, channels } as unknown as Site, [stay]).get(
    's',
  );
  if (typeof proven !== 'object') return proven;
  return [proven.in, proven.out, proven.unproven].map((time) => time / HOUR);
};

test('of two probes in the fridge the worst counts, at each moment', () => {
  const channels = [probe('a/t', limits(0, 8)), probe('b/t', limits(0, 8))];
  expect(hoursOf(channels, () => [4, 15])).toEqual([0, 10, 0]);
  // One is warm in the first hour, the other in the last; for two hours in between one says nothing.
  const values = (minute: number) => [minute < 60 ? 15 : 4, minute >= 540 ? 15 : minute >= 240 && minute < 360 ? undefined : 4];
  expect(hoursOf(channels, values)).toEqual([6, 2, 2]);
});

test('a rule without a legal limit is judged by its operational ones, and one without any by nothing', () => {
  const operational = {
    ...limits(0, 8),
    limits: limits(0, 8).limits.map((limit) => ({ ...limit, level: 'operational' as const })),
  };
  expect(hoursOf([probe('a/t', operational)], () => [30])).toEqual([0, 10, 0]);
  expect(hoursOf([probe('a/t', { ...limits(0, 8), limits: [] })], () => [30])).toBe('no-limit');
  expect(hoursOf([fridge({ cabinet: '别的柜' })], () => [30])).toBeUndefined();
});

test('a stay that began under a journal that was set aside is proven by that one as well', () => {
  expect(hoursOf([probe('a/t', limits(0, 8))], (minute) => [minute < 60 ? 15 : 4], { succeedsAt: 300 })).toEqual([9, 1, 0]);
});

test('under a time that nobody vouches for a value proves nothing, but what it has beyond a limit', () => {
  const values = (minute: number) => [minute >= 540 ? 15 : 4];
  const [within = 0, out, unproven = 0] = hoursOf([probe('a/t', limits(0, 8))], values, { unsureFrom: 480 }) as number[];
  expect([Math.round(within), out, Math.round(unproven)]).toEqual([8, 1, 1]);
});
