import { expect, test } from 'vitest';
import type { JournalRun } from '../../../gateway/journal/journal-run.ts';
import type { TableStates } from '../../../gateway/journal/journal-settings.ts';
import { Shortage } from '../../../gateway/journal/shortage.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, leftUnclosed, openCore } from './journal-folder.ts';
import { blocksOf, factsOfKind, verifiedFolder } from './recorded.ts';

/** The first channel's offset is what the state says. */
const OFFSETS: TableStates = {
  prefix: 'offset/',
  inForce: (channels, states) => {
    const { text } = states.find(({ key }) => key === 'offset/0') ?? {};
    return text === undefined
      ? channels
      : channels.map((channel, place) => (place === 0 ? { ...channel, offset: Number(text) } : channel));
  },
};

const offsetState = (offset: number) => [{ key: 'offset/0', text: String(offset) }];

test('the table follows from a kept state in the transaction that keeps it; what was read before is sealed under the old one', async () => {
  const [folder, clock] = [dataFolder(), createManualClock()];
  const core = openCore(folder, clock, {}, OFFSETS);
  core.commit(entryOf(clock, [[0, 4.3]]));
  core.commit({ ...entryOf(clock, [[0, 4.3]]), states: offsetState(-0.3) });
  core.commit(entryOf(clock, [[0, 4]]));
  core.commit({ ...entryOf(clock, []), states: offsetState(-0.3) });
  core.close();
  const again = openCore(folder, clock, {}, OFFSETS);
  const [old, now, ...more] = factsOfKind(again, 'config').map(({ config }) => config);
  expect(more).toEqual([]);
  expect(blocksOf(again, 'readings').map(({ config, first, last }) => [config, first, last])).toEqual([[old, 1, 2], [now, 3, 3]]); // biome-ignore format: blocks
  again.close();
  expect((await verifiedFolder(folder)).wrong).toBeUndefined();
});

test('a kill right after it leaves the new table in force', async () => {
  const [folder, clock] = [dataFolder(), createManualClock()];
  const core = openCore(folder, clock, {}, OFFSETS);
  core.commit({ ...entryOf(clock, [[0, 4.3]]), states: offsetState(-0.3) });
  leftUnclosed(core, folder);
  const again = openCore(folder, clock, {}, OFFSETS);
  expect(factsOfKind(again, 'config')).toHaveLength(2);
  again.close();
  expect((await verifiedFolder(folder)).wrong).toBeUndefined();
});

test('a state that waited for a disk goes before the readings that were taken under it', () => {
  const clock = createManualClock();
  const commits: (readonly [readings: number, states: number, waited: number])[] = [];
  let failing = true;
  const run: Pick<JournalRun, 'commit'> = {
    commit: ({ readings, states }, _, waited = []) => {
      if (failing) throw new Error('the disk takes nothing');
      commits.push([readings.length, states.length, waited.length]);
      return 1;
    },
  };
  const shortage = new Shortage({
    folder: dataFolder(),
    foldLog: () => undefined,
    makeRoom: () => false,
    allowGrowth: () => undefined,
  });
  shortage.commit(run, { ...entryOf(clock, [[0, 4.3]]), states: offsetState(-0.3) });
  failing = false;
  shortage.commit(run, entryOf(clock, [[0, 4]]));
  expect(commits).toEqual([[4, 0, 1]]);
});
