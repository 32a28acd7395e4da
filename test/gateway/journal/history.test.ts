import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HistoryPiece, unpackPiece } from '../../../gateway/journal/history-piece.ts';
import { pointsBetween } from '../../../gateway/journal/history-query.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import type { ManualClock } from '../../../simulators/world/manual-clock.ts';
import { entryOf, journalUnderWay, openCore } from './journal-folder.ts';

type Point = readonly [at: number, value: number, quality: number];

const unpacked = (row: Uint8Array): readonly Point[] => {
  const points: Point[] = [];
  expect(unpackPiece(row, (...point) => points.push(point))).toBe(true);
  return points;
};

describe('a piece of history', () => {
  const point = fc.tuple(
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.oneof(
      fc.double(),
      fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10),
    ),
    fc.constantFrom(0, 0, 0, 1, 5, 300),
  );

  test('gives every point back exactly', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), fc.constantFrom(0.1, 1, 0.05, 1 / 3), (steps, resolution) => {
        const piece = new HistoryPiece(resolution);
        let at = 1_795_248_000_000;
        const given = steps.map(([step, value, quality]): Point => {
          at += step;
          return [at, value + 0, quality]; // a block knows no minus zero
        });
        for (const [place, [time, value, quality]] of given.entries()) piece.add(place + 1, time, value, quality);
        expect(unpacked(piece.packed())).toEqual(given);
        expect(piece.earliest).toBe(Math.min(...given.map(([time]) => time)));
      }),
    );
  });

  test('takes about two bytes for a regular reading', () => {
    const piece = new HistoryPiece(0.1);
    for (let count = 0; count < 480; count += 1)
      piece.add(count + 1, count * 10_000 + ((count * 7) % 9), 4 + ((count * 3) % 7) / 10, 0);
    expect(piece.packed().length / 480).toBeLessThan(2.1);
  });
});

/** Twenty seconds a step: a reading of each channel, the first of them rising. */
const live = (core: JournalCore, clock: ManualClock, steps: number, from = 0): void => {
  for (let step = from; step < from + steps; step += 1) {
    clock.run(20_000);
    core.commit(entryOf(clock, [[0, step / 10], [1, step % 10 === 0 ? Number.NaN : 55, step % 10 === 0 ? 1 : 0]])); // biome-ignore format: readings
  }
};

const spoilOneRow = (folder: string): void => {
  const database = new SqliteDatabase(join(folder, 'journal.db'));
  database.exec('UPDATE history SET points = zeroblob(40) WHERE piece = 1');
  database.close();
};

const valuesOf = (points: Float64Array): readonly number[] => [...points].filter((_, place) => place % 3 === 1);

describe('the history of a channel', () => {
  test('holds every sealed reading, from rows and from memory, also after a restart', () => {
    const { core, clock, folder } = journalUnderWay();
    const began = clock.now();
    live(core, clock, 1200);
    clock.run(60_000);
    core.tick();
    const expected = Array.from({ length: 1200 }, (_, step) => step / 10);
    expect(valuesOf(core.history('fridge-0/temperature', began, clock.now(), 1e6).points)).toEqual(expected);
    core.close();
    const again = openCore(folder, clock);
    expect(valuesOf(again.history('fridge-0/temperature', began, clock.now(), 1e6).points)).toEqual(expected);
    live(again, clock, 100, 1200);
    clock.run(60_000);
    again.tick();
    expect(valuesOf(again.history('fridge-0/temperature', began, clock.now(), 1e6).points)).toHaveLength(1300);
    again.close();
  });

  test('says when and why there was no value', () => {
    const { core, clock } = journalUnderWay();
    const began = clock.now();
    live(core, clock, 11);
    clock.run(60_000);
    core.tick();
    const { points } = core.history('fridge-1/temperature', began, clock.now(), 1e6);
    expect([...points.slice(0, 6)]).toEqual([began + 20_000, Number.NaN, 1, began + 40_000, 55, 0]);
    core.close();
  });

  test('is made again from the blocks when a row is not what was written', () => {
    const { core, clock, folder } = journalUnderWay();
    const began = clock.now();
    live(core, clock, 1200);
    core.close();
    spoilOneRow(folder);
    const again = openCore(folder, clock);
    expect(valuesOf(again.history('fridge-0/temperature', began, clock.now(), 1e6).points).length).toBeLessThan(1200);
    live(again, clock, 4, 1200);
    expect(valuesOf(again.history('fridge-0/temperature', began, clock.now(), 1e6).points).slice(0, 1200)).toHaveLength(1200);
    again.close();
  });

  test('an unknown channel has none', () => {
    const { core } = journalUnderWay();
    expect(core.history('nobody/knows', 0, 9e15, 10).points).toHaveLength(0);
    core.close();
  });
});

describe('a thinned history', () => {
  const piece = new HistoryPiece(0.1);
  for (let count = 0; count < 10_000; count += 1) {
    const value = count === 7777 ? Number.NaN : count === 5000 ? 99 : count === 2500 ? -99 : 4;
    piece.add(count + 1, count * 1000, value, Number.isNaN(value) ? 1 : 0);
  }

  test('keeps the extremes and the first missing value', () => {
    const { points, thinned } = pointsBetween([piece.packed()], [0, 10_000_000], 100, () => undefined);
    expect(thinned).toBe(true);
    expect(points.length / 3).toBeLessThanOrEqual(105);
    expect(valuesOf(points)).toEqual(expect.arrayContaining([99, -99, Number.NaN]));
    const times = [...points].filter((_, place) => place % 3 === 0);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('is not thinned where it fits', () => {
    const { points, thinned } = pointsBetween([piece.packed()], [1000, 3000], 100, () => undefined);
    expect([thinned, [...points]]).toEqual([false, [1000, 4, 0, 2000, 4, 0, 3000, 4, 0]]);
  });
});
