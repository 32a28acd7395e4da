import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { LONGEST_READINGS_TEXT } from '../../../gateway/journal/readings-draft.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { channelsNamed, dataFolder, entryOf, journalUnderWay, leftUnclosed, openCore } from './journal-folder.ts';
import { blocksOf, factsOf, factsOfKind, verifiedFolder } from './recorded.ts';

const alarm = { kind: 'alarm', at: 1, id: 'a1', channel: 'fridge-0/temperature', rule: 'r', cause: 'high', level: 'legal', active: true, acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false, raisedAt: 1, since: 1 } as const; // biome-ignore format: a fact

describe('readings', () => {
  test('are sealed before any of them is older than the seal interval', () => {
    const { core, clock } = journalUnderWay();
    for (let second = 0; second < 240; second += 2) {
      clock.run(2000);
      core.commit(entryOf(clock, [[0, 4.2], [1, 55.1], [2, Number.NaN, 1]])); // biome-ignore format: readings
    }
    const blocks = blocksOf(core, 'readings');
    expect(blocks.map(({ first, last }) => [first, last])).toEqual([[1, 93], [94, 186], [187, 279]]); // biome-ignore format: numbers
    expect(blocks[0]?.readings.slice(0, 3)).toEqual([[0, 0, 4.2], [0, 1, 55.1], [0, 2, null, 'no-answer']]); // biome-ignore format: readings
    core.close();
  });

  test('are sealed by the clock alone when no commit comes', () => {
    const { core, clock } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    clock.run(59_000);
    core.tick();
    expect(blocksOf(core, 'readings')).toHaveLength(0);
    clock.run(1000);
    core.tick();
    expect(blocksOf(core, 'readings')).toHaveLength(1);
    core.close();
  });

  test('of one commit become as many blocks as a thin link needs them to be', () => {
    const { core, clock } = journalUnderWay();
    core.commit(
      entryOf(
        clock,
        Array.from({ length: 5000 }, (_, count) => [count % 3, 4.2]),
      ),
    );
    const blocks = blocksOf(core, 'readings');
    expect(blocks.length).toBeGreaterThan(2);
    expect(blocks.every(({ readings }) => JSON.stringify(readings).length <= LONGEST_READINGS_TEXT)).toBe(true);
    expect(core.status().tail).toBe(5000 - (blocks.at(-1)?.last ?? 0));
    core.close();
  });

  test('name only the channels that are in their block', () => {
    const { core, clock } = journalUnderWay();
    core.commit(entryOf(clock, [[2, 4.2]], [alarm]));
    expect(blocksOf(core, 'readings')[0]).toMatchObject({ channels: ['fridge-2/temperature'], readings: [[0, 0, 4.2]] });
    core.close();
  });
});

describe('facts', () => {
  test('are sealed at once, behind the readings that came with them', () => {
    const { core, clock } = journalUnderWay();
    const { first } = core.commit(entryOf(clock, [[0, 9.1]], [alarm, { ...alarm, id: 'a2' }]));
    const urgent = blocksOf(core, 'urgent').at(-1);
    expect(urgent).toMatchObject({ first, last: first + 1, facts: [{ id: 'a1' }, { id: 'a2' }] });
    expect(urgent?.head[0]).toBe(1);
    core.close();
  });

  test('by the thousand become several blocks, none longer than a receiver reads', async () => {
    const { core, clock, folder } = journalUnderWay();
    clock.run(3_600_000); // a checkpoint is due, too
    const { first } = core.commit(
      entryOf(
        clock,
        [],
        Array.from({ length: 5000 }, (_, count) => ({ ...alarm, id: `a${count}` })),
      ),
    );
    const blocks = blocksOf(core, 'urgent').slice(1);
    expect(blocks.length).toBeGreaterThan(10);
    expect([first, blocks[0]?.first, blocks.at(-1)?.last]).toEqual([4, 4, 5004]);
    core.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('of the journal itself open a new one: who it is, which start, which channels', () => {
    const { core } = journalUnderWay();
    expect(factsOf(core).map(({ kind }) => kind)).toEqual(['journal', 'boot', 'config']);
    expect(factsOfKind(core, 'boot')[0]).toMatchObject({ boot: 1, version: '0.1.0', before: 'none' });
    core.close();
  });

  test('a checkpoint is signed each hour and at a clean stop', async () => {
    const { core, clock, folder } = journalUnderWay();
    for (let minute = 0; minute < 150; minute += 1) {
      clock.run(60_000);
      core.commit(entryOf(clock, [[0, 4.2]]));
      core.tick();
    }
    core.close();
    expect(await verifiedFolder(folder)).toMatchObject({ checkpoints: 3 });
  });
});

describe('a journal opened again', () => {
  test('goes on with its numbers, counts the starts of the machine, and tells the time off', () => {
    const { core, clock, folder } = journalUnderWay();
    clock.run(5000);
    core.commit(entryOf(clock, [[0, 4.2]]));
    const stopped = clock.now();
    core.close();
    clock.run(60_000);
    const again = openCore(folder, clock, { bootId: 'second-start' });
    expect(again.opened).toMatchObject({ boot: 2, before: 'clean', journal: core.opened.journal, lastKnown: stopped });
    expect(factsOf(again).map(({ kind }) => kind)).toEqual(['journal', 'boot', 'config', 'checkpoint', 'boot', 'gap']);
    expect(factsOf(again).at(-1)).toMatchObject({ what: 'gateway', reason: 'stopped', from: stopped, to: clock.now() });
    again.close();
  });

  test('tells whether the gateway alone ended, or the machine with it', () => {
    const { core, clock, folder } = journalUnderWay();
    leftUnclosed(core, folder);
    const again = openCore(folder, clock);
    expect(factsOf(again).at(-1)).toMatchObject({ what: 'gateway', reason: 'crashed' });
    leftUnclosed(again, folder);
    const third = openCore(folder, clock, { bootId: 'second-start' });
    expect(factsOf(third).at(-1)).toMatchObject({ what: 'gateway', reason: 'power-lost' });
    third.close();
  });

  test('states the channel table when it is another, and only then', () => {
    const { core, clock, folder } = journalUnderWay();
    core.close();
    const same = openCore(folder, clock);
    expect(factsOfKind(same, 'config')).toHaveLength(1);
    same.close();
    const other = openCore(folder, clock, { channels: channelsNamed(4) });
    expect(factsOfKind(other, 'config')).toHaveLength(2);
    expect(blocksOf(other, 'urgent').at(-1)?.config).toBe(factsOfKind(other, 'config')[1]?.['config']);
    other.close();
  });

  test('seals what had not been sealed with its own start, clocks and channels', async () => {
    const { core, clock, folder } = journalUnderWay();
    clock.run(1000);
    core.commit(entryOf(clock, [[0, 4.2]]));
    clock.run(2000);
    core.commit(entryOf(clock, [[1, 4.3]]));
    const began = clock.now() - 2000;
    leftUnclosed(core, folder);
    const later = createManualClock({ now: clock.now() + 3_600_000, elapsed: 5000 });
    const again = openCore(folder, later, { bootId: 'second-start', channels: channelsNamed(1) });
    expect(blocksOf(again, 'readings')[0]).toMatchObject({
      boot: 1, t0: began, up: 61_000, channels: ['fridge-0/temperature', 'fridge-1/temperature'], readings: [[0, 0, 4.2], [2000, 1, 4.3]],
    }); // biome-ignore format: a block
    expect(blocksOf(again, 'readings')[0]?.config).not.toBe(blocksOf(again, 'urgent').at(-1)?.config);
    again.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('gives back the states that were kept, and those only', () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit({ ...entryOf(clock, []), states: [{ key: 'a', text: '{"x":1}' }, { key: 'b', text: '2' }] }); // biome-ignore format: states
    core.commit({ ...entryOf(clock, []), states: [{ key: 'b' }] });
    core.close();
    const again = openCore(folder, clock);
    expect(again.opened.states).toEqual([{ key: 'a', text: '{"x":1}' }]);
    again.close();
  });

  test('gives back the frontiers that were settled before the last commit', () => {
    const { core, clock, folder } = journalUnderWay();
    core.settle('city', 'urgent', { upTo: [3, 'h'], beyond: [] });
    core.settle('city', 'urgent', { upTo: [1, 'older'], beyond: [[7, 9, 'i']] });
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.close();
    const again = openCore(folder, clock);
    expect(again.opened.delivered['city']?.urgent).toEqual({ upTo: [3, 'h'], beyond: [[7, 9, 'i']] });
    again.close();
  });
});

describe('the end of a run', () => {
  const lastOf = (folder: string, core: JournalCore, clock: ManualClock) => {
    core.commit({ ...entryOf(clock, [[0, 4.2]]), last: true });
    expect(blocksOf(core, 'readings')).toHaveLength(1);
    expect(factsOf(core).at(-1)).toMatchObject({ kind: 'checkpoint', heads: { readings: [1, expect.any(String)] } });
    leftUnclosed(core, folder);
  };

  test('is clean once the last entry is durable, whatever ends the process then', async () => {
    const { core, clock, folder } = journalUnderWay();
    lastOf(folder, core, clock);
    const again = openCore(folder, clock);
    expect(again.opened.before).toBe('clean');
    again.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('is none where something follows after all', () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit({ ...entryOf(clock, [[0, 4.2]]), last: true });
    core.commit(entryOf(clock, [[0, 4.3]]));
    leftUnclosed(core, folder);
    const again = openCore(folder, clock);
    expect(again.opened.before).toBe('unclean');
    expect(blocksOf(again, 'readings').at(-1)).toMatchObject({ readings: [[0, 0, 4.3]] });
    again.close();
  });

  test('takes one checkpoint, however often it is told to', () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit({ ...entryOf(clock, [[0, 4.2]]), last: true });
    core.conclude();
    core.close();
    const again = openCore(folder, clock);
    expect(factsOfKind(again, 'checkpoint')).toHaveLength(1);
    again.close();
  });

  test('in a hurry leaves the write-ahead log to the next start, and loses nothing', async () => {
    const folder = dataFolder();
    const clock = createManualClock();
    const elapsed = (): number => {
      clock.run(500); // half a second goes by between two looks at it
      return clock.elapsed();
    };
    const slow = { ...clock, elapsed };
    const core = openCore(folder, slow);
    core.commit({ ...entryOf(clock, [[0, 4.2]]), states: [{ key: 'a', text: '1' }] });
    core.close(1000);
    expect(statSync(join(folder, 'journal.db-wal')).size).toBeGreaterThan(0);
    const again = openCore(folder, clock);
    expect(again.opened).toMatchObject({ before: 'clean', states: [{ key: 'a', text: '1' }] });
    expect(blocksOf(again, 'readings')[0]).toMatchObject({ readings: [[0, 0, 4.2]] });
    again.close();
    expect(existsSync(join(folder, 'journal.db-wal'))).toBe(false);
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });
});

describe('a data folder', () => {
  test('has one gateway at a time', () => {
    const { core, clock, folder } = journalUnderWay();
    expect(() => openCore(folder, clock)).toThrow(expect.objectContaining({ code: 'gateway-running' }));
    core.close();
    openCore(folder, clock).close();
  });

  test('that is not there is no place for a journal', () => {
    expect(() => openCore(`${dataFolder()}/none`, createManualClock())).toThrow(
      expect.objectContaining({ code: 'data-folder-unwritable' }),
    );
  });
});
