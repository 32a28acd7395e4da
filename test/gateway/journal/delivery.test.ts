import { describe, expect, test } from 'vitest';
import { coveredWith, type Delivered, NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { GENESIS } from '../../../gateway/domain/lane.ts';
import { entryOf, journalUnderWay } from './journal-folder.ts';

const upTo = (last: number): Delivered => ({ upTo: [last, GENESIS], beyond: [] });
const NEWEST = { bytes: 1, order: 'newest' } as const;
const OLDEST = { bytes: 1, order: 'oldest' } as const;

describe('what is undelivered', () => {
  test('is found from both ends after every seal, also right after blocks were closed together', () => {
    const { core, clock } = journalUnderWay({ keep: { commit: 2000, seal: 60_000, readings: 1e12, bytes: 4e9 } });
    for (let sealed = 0; sealed < 260; sealed += 1) {
      core.commit(entryOf(clock, [[0, 4.2], [1, 55.1]])); // biome-ignore format: readings
      clock.run(60_000);
      core.tick();
      const { last, hash } = core.undelivered('readings', NOTHING_DELIVERED, NEWEST).at(-1) ?? {};
      expect([last, hash]).toEqual([...core.status().heads.readings]);
      expect(core.undelivered('readings', NOTHING_DELIVERED, OLDEST)[0]?.first).toBe(1);
    }
    core.close();
  });

  test('leaves out what is delivered, in the middle too', () => {
    const { core, clock } = journalUnderWay();
    for (let sealed = 0; sealed < 130; sealed += 1) {
      core.commit(entryOf(clock, [[0, 4.2], [1, 55.1]])); // biome-ignore format: readings
      clock.run(60_000);
      core.tick();
    }
    const delivered = coveredWith(upTo(10), [[21, 200, GENESIS]]);
    const all = { bytes: 1e9, order: 'oldest' } as const;
    const numbers = core.undelivered('readings', delivered, all).flatMap(({ first, last }) => [first, last]);
    expect(numbers.slice(0, 2)).toEqual([11, 12]);
    expect(numbers.some((number) => number > 20 && number <= 200)).toBe(false);
    expect(numbers.at(-1)).toBe(260);
    expect(core.undelivered('readings', upTo(260), all)).toEqual([]);
    core.close();
  });
});
