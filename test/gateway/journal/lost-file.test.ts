import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSigner } from '../../../gateway/evidence/signing-key.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, journalUnderWay, leftUnclosed, openCore } from './journal-folder.ts';
import { factsOfKind, verifiedFolder } from './recorded.ts';

/** A journal of two runs, the second one cut off: its log holds commits that its file does not. */
const cutOff = () => {
  const { core: first, clock, folder } = journalUnderWay();
  first.commit(entryOf(clock, [[0, 4.2]]));
  first.close();
  const core = openCore(folder, clock);
  clock.run(2000);
  core.commit(entryOf(clock, [[1, 4.4]]));
  leftUnclosed(core, folder);
  return { journal: core.opened.journal, heads: core.opened.heads, clock, folder };
};

const emptied = (folder: string): void => truncateSync(join(folder, 'journal.db'), 0);
const removed = (folder: string): void => rmSync(join(folder, 'journal.db'));

const openedAndDone = (folder: string, clock: ReturnType<typeof createManualClock>, keyFound = true) => {
  const core = openCore(folder, clock, {}, undefined, keyFound);
  while (core.work());
  return core;
};

const gapsIn = (core: ReturnType<typeof openCore>) => factsOfKind(core, 'gap').map(({ what, reason }) => `${what} ${reason}`);

describe.each([
  ['empty', emptied],
  ['missing', removed],
])('a journal whose file is %s', (_, lose) => {
  test('is succeeded by one that names it, as its write-ahead log tells, and the log is set aside as it was', async () => {
    const { journal, clock, folder } = cutOff();
    const log = readFileSync(join(folder, 'journal.db-wal'));
    lose(folder);
    const next = openedAndDone(folder, clock);
    expect(factsOfKind(next, 'journal')[0]).toMatchObject({
      reason: 'damaged',
      succeeds: journal,
      urgent: [expect.any(Number), expect.any(String)],
    });
    expect(gapsIn(next)).toContainEqual(expect.stringMatching(/^(urgent|readings) damaged:1\.\./));
    expect(next.status().trouble).toBe('damaged');
    const aside = readdirSync(folder).find((name) => /^journal-damaged-.*\.db-wal$/.test(name)) ?? '';
    expect(readFileSync(join(folder, aside)).equals(log)).toBe(true);
    next.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('is known to be lost also after a clean stop, how far it went is not', () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.close();
    lose(folder);
    const next = openedAndDone(folder, clock);
    expect(factsOfKind(next, 'journal')[0]).toMatchObject({ reason: 'damaged' });
    expect(gapsIn(next)).toEqual(['urgent damaged:1..unknown', 'readings damaged:1..unknown']);
    next.close();
  });
});

describe('a key without a record', () => {
  test('is said to be one, and no loss', () => {
    const folder = dataFolder();
    openSigner(folder, true);
    const core = openedAndDone(folder, createManualClock());
    expect(gapsIn(core)).toEqual(['journal key-without-record']);
    expect(factsOfKind(core, 'journal')[0]).not.toHaveProperty('reason');
    expect(core.status().trouble).toBeUndefined();
    core.close();
    const again = openedAndDone(folder, createManualClock());
    expect(gapsIn(again).filter((gap) => gap.startsWith('journal'))).toHaveLength(1);
    again.close();
  });

  test('is not spoken of where the first start made it', () => {
    const core = openedAndDone(dataFolder(), createManualClock(), false);
    expect(gapsIn(core)).toEqual([]);
    core.close();
  });
});
