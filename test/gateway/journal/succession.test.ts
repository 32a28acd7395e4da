import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { verifyLines, verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { FIRST_PAGE_OF } from '../../../gateway/journal/journal-format.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { channelsNamed, copiedFolder, entryOf, journalUnderWay, leftUnclosed, openCore } from './journal-folder.ts';
import { blocksOf, factsOf, factsOfKind, verifiedFolder } from './recorded.ts';

const setAsideIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => /^journal-.*\.db$/.test(name));

const stampVersion = (folder: string, version: number): void => {
  const database = new SqliteDatabase(join(folder, 'journal.db'));
  database.pragma(`user_version = ${version}`);
  database.close();
};

/** Where SQLite's header says whose file it is. */
const APPLICATION_ID = 68;

const flip = (folder: string, name: string, at: number): void => {
  const bytes = readFileSync(join(folder, name));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(join(folder, name), bytes);
};

const sealedIn = (core: JournalCore) => core.undelivered('readings', NOTHING_DELIVERED, { bytes: 1e9, order: 'oldest' });

describe('an old copy of the card, put back', () => {
  test('goes on in a new journal, once the platform has shown that it knows more', async () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.commit({ ...entryOf(clock, []), states: [{ key: 'timer', text: '7' }] });
    const before = core.opened.journal;
    const told: string[] = [];
    core.listen({ onSealed: () => undefined, onRetired: () => undefined, onSucceeded: ({ journal }) => told.push(journal) });
    const opened = core.succeed('restored');
    expect(opened.journal).not.toBe(before);
    expect(told).toEqual([opened.journal]);
    expect(opened.states).toEqual([{ key: 'timer', text: '7' }]);
    expect(factsOf(core)[0]).toMatchObject({
      kind: 'journal',
      succeeds: before,
      reason: 'restored',
      readings: [1, expect.any(String)],
      urgent: [4, expect.any(String)],
    });
    core.commit(entryOf(clock, [[0, 4.3]]));
    core.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('its file is set aside whole, and still verifies', async () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.succeed('restored');
    core.close();
    const [name = ''] = setAsideIn(folder);
    expect(name).toMatch(/^journal-restored-\d{8}T\d{6}Z\.db$/);
    const record = new RecordFile(join(folder, name));
    expect((await verifyRecord(record)).wrong).toBeUndefined();
    record.close();
  });
});

describe('a cloned card', () => {
  test('shows as a fork: one journal, one number, two blocks', async () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.close();
    const clone = copiedFolder(folder);
    const one = openCore(folder, clock);
    const other = openCore(clone, clock);
    one.commit(entryOf(clock, [[0, 5]]));
    other.commit(entryOf(clock, [[0, 6]]));
    one.conclude();
    other.conclude();
    expect(one.opened.journal).toBe(other.opened.journal);
    const lines = [...sealedIn(one), ...sealedIn(other)].map(({ line }) => line);
    expect((await verifyLines(lines)).wrong).toMatchObject({ wrong: 'fork', lane: 'readings', number: 2 });
    one.close();
    other.close();
  });
});

describe('a card that is moved to a box of another name', () => {
  test('begins a new journal of that name, and leaves the old one as it was', async () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    core.close();
    const moved = openCore(folder, clock, { gateway: 'no5-market' });
    expect(moved.opened).toMatchObject({ before: 'none', heads: { readings: [0, expect.any(String)] } });
    expect(factsOf(moved)[0]).toMatchObject({ kind: 'journal', succeeds: core.opened.journal, reason: 'moved' });
    expect(blocksOf(moved, 'urgent')[0]).toMatchObject({ gateway: 'no5-market' });
    moved.close();
    expect(setAsideIn(folder)).toHaveLength(1);
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });
});

describe('a journal of a newer Larder', () => {
  test('is left alone', () => {
    const { core, clock, folder } = journalUnderWay();
    core.close();
    stampVersion(folder, 0x20002);
    expect(() => openCore(folder, clock)).toThrow(expect.objectContaining({ code: 'journal-newer' }));
    expect(setAsideIn(folder)).toHaveLength(0);
  });
});

describe('a journal whose key was exchanged', () => {
  test('is not written on', () => {
    const { core, clock, folder } = journalUnderWay();
    core.close();
    rmSync(join(folder, 'journal.key'));
    expect(() => openCore(folder, clock)).toThrow(expect.objectContaining({ code: 'key-unreadable' }));
  });
});

describe('what a damaged journal had kept, but not sealed', () => {
  /** Readings of channels 0 and 2 in the open tail, as a power cut leaves them, in a file that then was damaged. */
  const damagedUnderWay = () => {
    const { core, clock, folder } = journalUnderWay();
    core.commit(entryOf(clock, [[0, 4.2]]));
    clock.run(2000);
    core.commit(entryOf(clock, [[2, -18.5], [2, -18.4]])); // biome-ignore format: readings
    leftUnclosed(core, folder);
    flip(folder, 'journal.db', APPLICATION_ID);
    return { clock, folder };
  };

  test('goes on under the names it was read by, though the box has other channels now', async () => {
    const { clock, folder } = damagedUnderWay();
    const next = openCore(folder, clock, {
      channels: channelsNamed(2).map((channel) => ({ ...channel, id: `x/${channel.id}` })),
    });
    const [{ config: of, channels, readings } = { config: '', channels: [], readings: [] }] = blocksOf(next, 'readings');
    expect(readings.map(([offset, place, value]) => [offset, channels[place], value])).toEqual([
      [0, 'fridge-0/temperature', 4.2],
      [2000, 'fridge-2/temperature', -18.5],
      [2000, 'fridge-2/temperature', -18.4],
    ]);
    expect(factsOfKind(next, 'config').map(({ config }) => config)).toEqual([of, expect.not.stringMatching(of)]);
    expect(factsOfKind(next, 'gap').filter(({ reason }) => String(reason).startsWith('unsealed'))).toEqual([]);
    next.commit(entryOf(clock, [[1, 5]]));
    next.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('is counted, and stays where it is, on a card of a box of another name', async () => {
    const { clock, folder } = damagedUnderWay();
    const next = openCore(folder, clock, { gateway: 'no5-market' });
    expect(blocksOf(next, 'readings')).toEqual([]);
    expect(factsOfKind(next, 'gap')).toContainEqual(
      expect.objectContaining({ what: 'readings', from: clock.now() - 2000, to: clock.now(), reason: 'unsealed:3' }),
    );
    next.close();
    expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  });

  test('is found wherever it lies: states by the hundred, and those that were forgotten stay so', () => {
    const { core, clock, folder } = journalUnderWay();
    const key = (number: number): string => `desk/result/${String(number * 7919).padStart(12, '0')}`;
    const states = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, count) => ({ key: key(from + count), text: `"${'x'.repeat(count % 400)}"` }));
    for (let hundred = 0; hundred < 9; hundred += 1) {
      core.commit({ ...entryOf(clock, [[0, 4.2]]), states: states(hundred * 100, hundred * 100 + 100) });
      clock.run(60_000); // what is sealed in between takes the pages that come next
      core.commit(
        entryOf(
          clock,
          Array.from({ length: 400 }, (_, count) => [count % 3, count / 10] as const),
        ),
      );
    }
    core.commit({ ...entryOf(clock, []), states: states(0, 100).map((state) => ({ key: state.key })) });
    core.commit({ ...entryOf(clock, [[1, 4.4]]), states: states(100, 101).map((state) => ({ ...state, text: '"newer"' })) });
    leftUnclosed(core, folder);
    flip(folder, 'journal.db', APPLICATION_ID);
    const next = openCore(folder, clock);
    expect(next.opened.journal).not.toBe(core.opened.journal);
    const found = new Map(next.opened.states.map((state) => [state.key, state.text]));
    expect(found.size).toBe(800);
    expect(found.get(key(100))).toBe('"newer"');
    expect(found.has(key(5))).toBe(false);
    next.close();
  });

  test('is looked for where the layout has it', () => {
    const { core, folder } = journalUnderWay();
    core.close();
    const database = new SqliteDatabase(join(folder, 'journal.db'), { readonly: true });
    const first = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
    for (const [table, page] of Object.entries(FIRST_PAGE_OF)) expect([table, first.get(table)]).toEqual([table, page]);
    database.close();
  });
});
