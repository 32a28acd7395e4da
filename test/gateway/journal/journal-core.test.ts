import { expect, test } from 'vitest';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { entryOf, journalUnderWay, openCore } from './journal-folder.ts';

const ALL = { bytes: 1e9, order: 'oldest' } as const;

test('readings that were committed are sealed after the seal interval, numbered from 1 and chained', () => {
  const { core, clock } = journalUnderWay();
  for (let second = 0; second < 240; second += 2) {
    clock.run(2000);
    core.commit(
      entryOf(clock, [
        [0, 4.2],
        [1, 55.1],
        [2, Number.NaN, 1],
      ]),
    );
  }
  const blocks = core.undelivered('readings', NOTHING_DELIVERED, ALL);
  const parsed = blocks.map(({ line }) => parseBlockLine(line, sha256));
  expect(parsed.every(({ is }) => is === 'block')).toBe(true);
  expect(blocks[0]?.first).toBe(1);
  for (let place = 1; place < blocks.length; place += 1) {
    expect(blocks[place]?.first).toBe((blocks[place - 1]?.last ?? 0) + 1);
    expect(blocks[place]?.line).toContain(`"prev":"${blocks[place - 1]?.hash}"`);
  }
  core.close();
});

test('a journal opened again goes on with its numbers, its boot counted and its time off told', () => {
  const { core, clock, folder } = journalUnderWay();
  clock.run(5000);
  core.commit(entryOf(clock, [[0, 4.2]]));
  core.close();
  clock.run(60_000);
  const again = openCore(folder, clock, { bootId: 'second-start' });
  expect(again.opened).toMatchObject({ boot: 2, before: 'clean', journal: core.opened.journal });
  const facts = again.undelivered('urgent', NOTHING_DELIVERED, ALL).flatMap(({ line }) => JSON.parse(line).facts);
  expect(facts.map(({ kind }: { kind: string }) => kind)).toEqual(['journal', 'boot', 'config', 'checkpoint', 'boot', 'gap']);
  expect(facts.at(-1)).toMatchObject({ what: 'gateway', reason: 'stopped' });
  again.close();
});
