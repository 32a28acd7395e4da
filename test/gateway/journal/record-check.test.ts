import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { channelsNamed, dataFolder, entryOf, leftUnclosed, openCore } from './journal-folder.ts';
import { factsOf } from './recorded.ts';

const HOUR = 3_600_000;

const lived = (hours: number) => {
  const folder = dataFolder();
  const clock = createManualClock();
  const core = openCore(folder, clock, { channels: channelsNamed(20) });
  const hour = (): void => {
    clock.run(HOUR);
    core.commit(
      entryOf(
        clock,
        Array.from({ length: 3000 }, (_, count) => [count % 20, (count * 7) % 90]),
      ),
    );
  };
  for (let count = 0; count < hours; count += 1) hour();
  return { folder, clock, core, hour };
};

/** Changes one reading in the oldest row, and packs it as it was packed: nothing but the hash can tell. */
const alterOldest = (folder: string): void => {
  const database = new SqliteDatabase(join(folder, 'journal.db'));
  const row = database
    .prepare<[], { last: number; lines: Buffer }>('SELECT last, lines FROM readings ORDER BY last LIMIT 1')
    .get();
  const altered = inflateSync(row?.lines ?? Buffer.alloc(0))
    .toString('utf8')
    .replace(/,(\d\d)\]/, ',11]');
  database.prepare('UPDATE readings SET lines = ? WHERE last = ?').run(deflateSync(altered), row?.last);
  database.close();
};

describe('the whole record is checked in the background', () => {
  test('after an unclean stop: what was altered long ago is found, and the record goes on in a new journal', () => {
    const { folder, clock, core } = lived(10);
    leftUnclosed(core, folder);
    alterOldest(folder);
    const again = openCore(folder, clock, { channels: channelsNamed(20) });
    expect(again.opened.journal).toBe(core.opened.journal);
    while (again.work());
    expect(factsOf(again)[0]).toMatchObject({ kind: 'journal', succeeds: core.opened.journal, reason: 'damaged' });
    expect(factsOf(again).filter(({ kind }) => kind === 'gap')).toMatchObject([
      { what: 'readings', reason: expect.stringMatching(/^damaged:/) },
    ]);
    expect(again.status().trouble).toBe('damaged');
    again.close();
  });

  test('each day, while blocks are sealed and closed into stretches under way', () => {
    const { clock, core, hour } = lived(10);
    const before = core.opened.journal;
    clock.run(24 * HOUR);
    core.tick();
    for (let step = 0; step < 60; step += 1) {
      hour();
      core.work();
    }
    while (core.work());
    expect(core.opened.journal).toBe(before);
    core.close();
  });

  test('each day, and what a card forgot meanwhile is found', () => {
    const { folder, clock, core } = lived(10);
    const before = core.opened.journal;
    alterOldest(folder);
    clock.run(24 * HOUR);
    core.tick();
    while (core.work());
    expect(core.opened.journal).not.toBe(before);
    core.close();
  });
});
