import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JournalSettings } from '../../../gateway/journal/journal-settings.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { channelsNamed, dataFolder, entryOf, openCore } from './journal-folder.ts';
import { blocksOf, factsOfKind, verifiedFolder } from './recorded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEEP = { commit: 2000, seal: 60_000, readings: 730 * DAY, bytes: 4e9 };

/** A journal that has lived `hours`, each with a thousand readings that compress badly. */
const lived = (hours: number, changed: Partial<JournalSettings>) => {
  const folder = dataFolder();
  const clock = createManualClock();
  const core = openCore(folder, clock, { channels: channelsNamed(20), ...changed });
  let seed = 1;
  const noise = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 1e5;
  };
  for (let hour = 0; hour < hours; hour += 1) {
    clock.run(HOUR);
    core.commit(
      entryOf(
        clock,
        Array.from({ length: 1000 }, (_, count) => [count % 20, noise()]),
      ),
    );
    core.tick();
    while (core.work());
  }
  return { core, clock, folder };
};

describe('retention by age', () => {
  test('removes whole blocks from the old end, with a signed fact, and the rest verifies', async () => {
    const { core, folder } = lived(24 * 6, { keep: { ...KEEP, readings: 3 * DAY } });
    const retired = factsOfKind(core, 'retired');
    expect(retired.length).toBeGreaterThan(0);
    const last = Number(retired.at(-1)?.['last']);
    expect(retired.at(-1)).toMatchObject({ lane: 'readings', reason: 'age; not delivered to city' });
    expect(blocksOf(core, 'readings')[0]?.first).toBe(last + 1);
    expect(core.status().oldest).toEqual({ readings: last + 1, urgent: 1 });
    core.close();
    const { wrong, chains } = await verifiedFolder(folder);
    expect(wrong).toBeUndefined();
    expect(chains.find(({ lane }) => lane === 'readings')?.retired).toEqual([[1, last]]);
  });

  test('moves frontiers up to the old end, and tells whoever listens', () => {
    const { core, clock } = lived(24 * 3, { keep: { ...KEEP, readings: 3 * DAY } });
    const told: unknown[] = [];
    core.settle('city', 'readings', { upTo: [1, 'h'], beyond: [] });
    core.listen({
      onSealed: () => undefined,
      onSucceeded: () => undefined,
      onRetired: (lane, head) => told.push([lane, head[0]]),
    });
    clock.run(3 * DAY);
    core.tick();
    const last = Number(factsOfKind(core, 'retired').at(-1)?.['last']);
    expect(told).toEqual([['readings', last]]);
    core.commit(entryOf(clock, [[0, 1]]));
    core.close();
  });

  test('keeps facts three times as long as readings, and ten years at least', () => {
    const { core, clock } = lived(12, { keep: { ...KEEP, readings: DAY } });
    for (let count = 0; count < 600; count += 1) {
      core.commit(
        entryOf(clock, [], [{ kind: 'state', at: clock.now(), on: `place ${count}`, state: 'y'.repeat(200), active: true }]),
      );
    }
    clock.run(9 * 365 * DAY);
    core.tick();
    expect(factsOfKind(core, 'retired').map((fact) => fact['lane'])).toEqual(['readings']);
    clock.run(2 * 365 * DAY);
    core.tick();
    expect(factsOfKind(core, 'retired').some((fact) => fact['lane'] === 'urgent')).toBe(true);
    core.close();
  });

  test('states the channel table anew when its fact leaves the urgent lane', async () => {
    const { core, clock, folder } = lived(3, { keep: { ...KEEP, readings: DAY } });
    for (let count = 0; count < 600; count += 1) {
      core.commit(
        entryOf(
          clock,
          [[0, 1]],
          [{ kind: 'state', at: clock.now(), on: `place ${count}`, state: 'y'.repeat(200), active: true }],
        ),
      );
    }
    clock.run(11 * 365 * DAY);
    core.tick();
    expect(blocksOf(core, 'urgent')[0]?.first).toBeGreaterThan(1);
    expect(factsOfKind(core, 'config')).toHaveLength(1);
    core.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });
});

describe('retention by bytes', () => {
  test('keeps the file within what the site allows it, the oldest readings first', async () => {
    const bytes = 9_000_000;
    const { core, folder } = lived(24 * 24, { keep: { ...KEEP, bytes }, uplinks: [] });
    expect(factsOfKind(core, 'retired').every(({ reason, lane }) => reason === 'bytes' && lane === 'readings')).toBe(true);
    expect(factsOfKind(core, 'retired').length).toBeGreaterThan(1);
    core.close();
    expect(statSync(join(folder, 'journal.db')).size).toBeLessThan(bytes);
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('gives room back when the site allows less than before', () => {
    const { core, clock, folder } = lived(24 * 15, { keep: KEEP });
    core.close();
    const before = statSync(join(folder, 'journal.db')).size;
    const again = openCore(folder, clock, { channels: channelsNamed(20), keep: { ...KEEP, bytes: 3_000_000 } });
    again.tick();
    while (again.work());
    clock.run(60_000);
    again.tick();
    while (again.work());
    again.close();
    expect(before).toBeGreaterThan(3_000_000);
    expect(statSync(join(folder, 'journal.db')).size).toBeLessThan(3_000_000);
  });
});
