import { describe, expect, test } from 'vitest';
import { createDurable } from '../../../gateway/cases/durable.ts';
import type { Committed } from '../../../gateway/domain/commit.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { inhibition, localText, openDesk, registered, transferOf } from './desk-at-work.ts';

describe('keep, then acknowledge', () => {
  /** A desk whose disk takes nothing while `full`. */
  const onFullDisk = async () => {
    const disk = { full: false, waiting: 0 };
    const world = await openDesk({
      know: async (facts, know) => {
        // The journal's way: facts wait in its memory, and the next commit that succeeds takes them along.
        const { first } = await know(facts);
        if (disk.full) disk.waiting += facts.length;
        return { first: disk.full ? 0 : first, dropped: 0 };
      },
    });
    const sampleId = await registered(world);
    const sent = inhibition('3.0', { sampleId, measuredAt: localText(world.clock.now()) });
    return { world, disk, keep: () => world.desk.keep(transferOf(world, 'reader', [sent])) };
  };

  test('what the disk doesn’t take is refused, and so is its repeat, until it is durable: then it is known', async () => {
    const { world, disk, keep } = await onFullDisk();
    disk.full = true;
    await expect(keep()).rejects.toMatchObject({ code: 'journal-full' });
    await expect(keep()).rejects.toMatchObject({ code: 'journal-full' });
    disk.full = false;
    expect(await keep()).toEqual({ tests: 0, duplicates: 1, quarantined: 0 });
    expect(world.tests()).toHaveLength(1);
  });

  test('a repeat that overtakes the first’s commit waits for it', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const world = await openDesk({
      know: async (facts, know) => {
        if (facts.some(({ kind }) => kind === 'test')) await gate;
        return await know(facts);
      },
    });
    const sampleId = await registered(world);
    const sent = inhibition('3.0', { sampleId, measuredAt: localText(world.clock.now()) });
    const answered: string[] = [];
    const first = world.desk.keep(transferOf(world, 'reader', [sent])).then(() => answered.push('first'));
    const second = world.desk.keep(transferOf(world, 'reader', [sent])).then(() => answered.push('second'));
    await world.clock.advance(1000);
    expect(answered).toEqual([]);
    release();
    await Promise.all([first, second]);
    expect(answered.sort()).toEqual(['first', 'second']);
  });

  test('bytes that find no room are not acknowledged, and leave nothing behind', async () => {
    const { world, keep } = await onFullDisk();
    world.beside.raw.set = () => {
      throw new EdgeError('journal-full', 'no room');
    };
    await expect(keep()).rejects.toMatchObject({ code: 'journal-full' });
    expect(world.tests()).toEqual([]);
    expect(world.desk.counts().transfers).toBe(0);
  });

  test('after the journal is lost nothing is kept any more, not even what memory knows', async () => {
    const durable = createDurable({
      know: (): Promise<Committed> => Promise.reject(new EdgeError('journal-lost', 'gone')),
      clock: createManualClock(),
      language: 'en',
    });
    const fact = { kind: 'state', at: 1, on: 'station', state: 'x', active: true } as const;
    await expect(durable.commit([fact])).rejects.toMatchObject({ code: 'journal-lost' });
    await expect(durable.confirm()).rejects.toMatchObject({ code: 'journal-lost' });
    await expect(durable.save()).rejects.toMatchObject({ code: 'journal-lost' });
  });

  test('kill -9 right after the answer leaves exactly one result, whatever the meter sends again', async () => {
    let world = await openDesk();
    const sampleId = await registered(world);
    const sent = Array.from({ length: 16 }, (_, place) =>
      inhibition(`${place}.0`, { sampleId, measuredAt: localText(world.clock.now() + place * 1000) }),
    );
    for (const result of sent) {
      await world.desk.keep(transferOf(world, 'reader', [result]));
      world = await world.killed();
      expect(await world.desk.keep(transferOf(world, 'reader', [result]))).toMatchObject({ duplicates: 1 });
    }
    expect(world.tests()).toHaveLength(16);
  });
});

describe('numbers', () => {
  test('are another journal’s once a new one has taken the place of the old: a correction then goes by its id alone', async () => {
    const world = await openDesk();
    const sample = await registered(world);
    await world.desk.keep(transferOf(world, 'reader', [inhibition('7', { measuredAt: localText(world.clock.now()) })]));
    world.desk.succeeded('another');
    const assigned = await world.desk.assign({ test: world.desk.quarantine()[0]?.test.id, sample, by: 'p-01' });
    expect(assigned).not.toHaveProperty('of');
  });
});
