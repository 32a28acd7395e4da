import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RESERVE_FILE } from '../../../gateway/journal/disk-room.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { chanceOf, channelsNamed, dataFolder, entryOf, openCore } from './journal-folder.ts';
import { blocksOf, factsOfKind, verifiedFolder } from './recorded.ts';

const HOUR = 3_600_000;

/** A journal whose file can't grow beyond `bytes`, as on a full disk; nobody looks after it. */
const cramped = (bytes: number) => {
  const folder = dataFolder();
  const clock = createManualClock();
  const keep = { commit: 2000, seal: 60_000, readings: 730 * 24 * HOUR, bytes };
  return { folder, clock, keep, core: openCore(folder, clock, { channels: channelsNamed(20), keep, uplinks: [] }) };
};

const noise = chanceOf(3);

const commitHour = (core: JournalCore, clock: ManualClock) => {
  clock.run(HOUR);
  return core.commit(
    entryOf(
      clock,
      Array.from({ length: 1000 }, (_, count) => [count % 20, noise() * 1e5]),
    ),
  );
};

describe('where the file can grow no further', () => {
  test('the oldest readings make room for the newest, and the record says so', async () => {
    const { core, clock, folder } = cramped(3_000_000);
    let dropped = 0;
    for (let hour = 0; hour < 400; hour += 1) dropped += commitHour(core, clock).dropped;
    expect(dropped).toBe(0);
    const { trouble, heads, tail } = core.status();
    expect([trouble, heads.readings[0] + tail]).toEqual(['full', 400_000]);
    expect(factsOfKind(core, 'state')).toMatchObject([{ on: 'journal', state: 'storage-short', active: true }]);
    expect(factsOfKind(core, 'retired').every(({ reason }) => reason === 'no-room')).toBe(true);
    core.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('facts are kept when readings are not; what was dropped is counted and told', async () => {
    const { core, clock, folder } = cramped(700_000);
    let dropped = 0;
    for (let hour = 0; hour < 100; hour += 1) dropped += commitHour(core, clock).dropped;
    expect(dropped).toBeGreaterThan(10_000);
    expect(core.status().dropped).toBe(dropped);
    const { first } = core.commit(
      entryOf(clock, [[0, 9]], [{ kind: 'state', at: clock.now(), on: 'fridge', state: 'silent', active: true }]),
    );
    const block = blocksOf(core, 'urgent').at(-1);
    expect(block?.first).toBe(first);
    expect(block?.facts.slice(0, 2)).toMatchObject([{ on: 'fridge' }, { kind: 'gap', what: 'readings' }]);
    expect(core.status().dropped).toBe(dropped + 1);
    core.close();
    const told = openCore(folder, clock, { keep: { commit: 2000, seal: 60_000, readings: 1e12, bytes: 1e9 } });
    expect(told.status().dropped).toBe(dropped + 1);
    told.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('it goes on as before once there is room again', () => {
    const { core, clock, folder } = cramped(3_000_000);
    for (let hour = 0; hour < 250; hour += 1) commitHour(core, clock);
    expect(core.status().trouble).toBe('full');
    clock.run(31_000);
    core.tick();
    expect(core.status().trouble).toBeUndefined();
    expect(existsSync(join(folder, RESERVE_FILE))).toBe(true);
    commitHour(core, clock);
    expect(factsOfKind(core, 'state').map(({ active }) => active)).toEqual([true, false]);
    core.close();
  });

  test('states that found no room come with the next commit', () => {
    const { core, clock, folder, keep } = cramped(700_000);
    for (let hour = 0; hour < 60; hour += 1) commitHour(core, clock);
    expect(core.commit({ ...entryOf(clock, [[0, 1]]), states: [{ key: 'timer', text: '7' }] }).dropped).toBe(1);
    core.commit(entryOf(clock, [], [{ kind: 'state', at: clock.now(), on: 'fridge', state: 'silent', active: true }]));
    core.close();
    const again = openCore(folder, clock, { keep });
    expect(again.opened.states).toEqual([{ key: 'timer', text: '7' }]);
    again.close();
  });
});
