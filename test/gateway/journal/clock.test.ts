import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../gateway/domain/clock.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, journalUnderWay, openCore } from './journal-folder.ts';
import { blocksOf, factsOf, factsOfKind, verifiedFolder } from './recorded.ts';

const HOUR = 3_600_000;

describe('when the wall clock jumps', () => {
  test.each([HOUR, -HOUR, 1500, -1500])(
    'by %i ms, the block before keeps its time, the next has the new one, and a fact tells the step',
    async (jump) => {
      const { core, clock, folder } = journalUnderWay();
      clock.run(2000);
      core.commit(entryOf(clock, [[0, 4.2]]));
      const before = clock.now();
      clock.step(jump);
      clock.run(2000);
      core.commit(entryOf(clock, [[0, 4.3]]));
      core.conclude();
      expect(blocksOf(core, 'readings').map(({ t0, up }) => [t0, up])).toEqual([[before, 62_000], [before + jump + 2000, 64_000]]); // biome-ignore format: two clocks
      expect(factsOfKind(core, 'clock')).toMatchObject([{ step: jump, clock: 'sure', at: clock.now() }]);
      core.close();
      expect((await verifiedFolder(folder)).wrong).toBeUndefined();
    },
  );

  test('by less than a second, nobody is troubled', () => {
    const { core, clock } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    clock.step(-900);
    clock.run(2000);
    core.commit(entryOf(clock, [[0, 4.3]]));
    core.conclude();
    expect(blocksOf(core, 'readings')).toHaveLength(1);
    expect(factsOfKind(core, 'clock')).toHaveLength(0);
    core.close();
  });
});

describe('a box that starts in 1970', () => {
  const stopped = Date.UTC(2026, 5, 1);
  const restarted = () => {
    const folder = dataFolder();
    openCore(folder, createManualClock({ now: stopped, elapsed: 9000 })).close();
    const clock = createManualClock({ now: 3000, elapsed: 3000 });
    return { folder, clock, core: openCore(folder, clock, { bootId: 'later', clock: 'unsure' }) };
  };

  test('never starts before the last stamp, and its time is unsure', () => {
    const { core, clock } = restarted();
    expect(core.opened.lastKnown).toBe(stopped);
    expect(blocksOf(core, 'urgent').at(-1)).toMatchObject({ t0: stopped, clock: 'unsure' });
    clock.run(10_000);
    core.commit(entryOf(clock, [[0, 4.2]], [], 'unsure'));
    core.conclude();
    expect(blocksOf(core, 'readings')[0]).toMatchObject({ t0: stopped + 10_000, up: 13_000, clock: 'unsure' });
    core.close();
  });

  test('has its time corrected by a fact once somebody vouches for it', async () => {
    const { core, clock, folder } = restarted();
    clock.run(10_000);
    core.commit(entryOf(clock, [[0, 4.2]], [], 'unsure'));
    const truth = Date.UTC(2026, 5, 2);
    clock.step(truth - clock.now());
    core.commit(entryOf(clock, [[0, 4.3]], [{ kind: 'clock', at: clock.now(), clock: 'sure', step: 0, source: 'timesyncd' }]));
    expect(factsOfKind(core, 'clock')).toMatchObject([{ clock: 'sure', source: 'timesyncd', step: truth - stopped - 10_000 }]);
    expect(blocksOf(core, 'readings').map((block) => [block.t0, block.clock])).toEqual([[stopped + 10_000, 'unsure'], [truth, 'sure']]); // biome-ignore format: two blocks
    core.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('and is put right backwards, too: a sure clock is believed', () => {
    const { core, clock } = restarted();
    const truth = stopped - HOUR;
    clock.step(truth - clock.now());
    core.commit({ ...entryOf(clock, [[0, 4.2]]), at: instantOf(clock) });
    core.conclude();
    expect(blocksOf(core, 'readings')[0]).toMatchObject({ t0: truth, clock: 'sure' });
    expect(factsOf(core).find(({ kind }) => kind === 'clock')).toMatchObject({ step: -HOUR, source: 'journal' });
    core.close();
  });
});
