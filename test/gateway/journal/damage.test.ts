import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { LANES } from '../../../gateway/domain/lane.ts';
import { verifyLines, verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { chanceOf, channelsNamed, copiedFolder, dataFolder, entryOf, openCore } from './journal-folder.ts';

const SECTOR = 4096;
const DAY = 86_400_000;
const ALL = { bytes: 1e9, order: 'oldest' } as const;
const CHANNELS = channelsNamed(20);

/** A journal with closed stretches, open blocks and an open tail, as a power cut leaves it, and as a clean stop does. */
const worn = () => {
  const folder = dataFolder();
  const clock = createManualClock();
  const core = openCore(folder, clock, { channels: CHANNELS });
  for (let minute = 0; minute < 240; minute += 1) {
    clock.run(60_000);
    const answers = Array.from({ length: 120 }, (_, count) => [count % 20, 4 + ((minute * 7 + count) % 23) / 10] as const);
    core.commit(
      entryOf(clock, answers, minute % 60 === 30 ? [{ kind: 'state', at: clock.now(), on: 'x', state: 'y', active: true }] : []),
    );
  }
  clock.run(2000);
  core.commit(entryOf(clock, [[0, 4.2]]));
  const lines = linesOf(core);
  const cut = copiedFolder(folder);
  core.close();
  return { cut, clean: copiedFolder(folder), clock, lines };
};

const linesOf = (core: JournalCore): readonly string[] =>
  LANES.flatMap((lane) => core.undelivered(lane, NOTHING_DELIVERED, ALL).map(({ line }) => line));

/** Opens what is in a folder, reads all of it, lets every chore end, and commits a little. */
const liveOn = async (folder: string, clock: ManualClock) => {
  const core = openCore(folder, clock, { channels: CHANNELS });
  clock.run(DAY);
  core.tick();
  while (core.work());
  linesOf(core);
  core.commit(entryOf(clock, [[0, 5]], [{ kind: 'state', at: clock.now(), on: 'x', state: 'z', active: true }]));
  core.tick();
  while (core.work());
  const lines = linesOf(core);
  core.close();
  const record = new RecordFile(join(folder, 'journal.db'));
  const { wrong } = await verifyRecord(record);
  record.close();
  return { lines, wrong, facts: lines.flatMap((line) => JSON.parse(line).facts ?? []) };
};

/** The blocks that were carried over beside the files that were set aside. */
const carriedIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.blocks.gz'))
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString('utf8')
        .split('\n'),
    )
    .filter((line) => line !== '');

/**
 * Whatever was damaged: what goes on is sound; nothing that was sealed is altered; and what is not there any more, the
 * record says. A damage of the file's inner bookkeeping may show only once it was used: then one of the next starts meets it.
 */
const expectHonest = async (folder: string, clock: ManualClock, sealed: readonly string[]): Promise<'whole' | 'succeeded'> => {
  let life = await liveOn(folder, clock);
  let before = sealed;
  for (let start = 0; start < 3 && life.wrong !== undefined; start += 1) {
    before = [...before, ...life.lines];
    life = await liveOn(folder, clock);
  }
  const { lines, wrong, facts } = life;
  expect(wrong).toBeUndefined();
  const succeeded = facts.some(({ kind, reason }) => kind === 'journal' && reason === 'damaged');
  if (!succeeded) {
    const kept = new Set(lines);
    expect(before.filter((line) => !kept.has(line)).length, 'blocks lost without a word').toBe(0);
    return 'whole';
  }
  const carried = carriedIn(folder);
  const beside = new Set(carried);
  expect((await verifyLines(carried)).wrong?.wrong ?? 'missing').toMatch(/missing|ends-before|empty/);
  const gone = before.filter((line) => !beside.has(line));
  for (const line of gone) {
    const { lane, first, last } = JSON.parse(line);
    const told = facts.some(({ kind, what, reason }) => {
      const [, from = '1', to = '0'] =
        /^damaged:(\d+)\.\.(\d+|unknown)$/.exec(kind === 'gap' && what === lane ? reason : '') ?? [];
      return Number(from) <= first && last <= (to === 'unknown' ? last : Number(to));
    });
    expect(told, `${lane} ${first}..${last} is gone, and a fact says so`).toBe(true);
  }
  return 'succeeded';
};

describe('a damaged file', () => {
  const { cut, clean, clock, lines } = worn();
  const chance = chanceOf(11);
  const somewhere = (size: number): number => Math.floor(chance() * size);
  const flipped = (folder: string, name: string, at: number): string => {
    const copy = copiedFolder(folder);
    const bytes = readFileSync(join(copy, name));
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
    writeFileSync(join(copy, name), bytes);
    return copy;
  };
  const rounds = Number(process.env['LARDER_FLIPS'] ?? 6);

  test('undamaged, it goes on as it was', async () => {
    expect(await expectHonest(copiedFolder(cut), clock, lines)).toBe('whole');
    expect(await expectHonest(copiedFolder(clean), clock, lines)).toBe('whole');
  });

  test.each([0, 1, 16, 18, 24, 28, 40, 52, 60, 68, 100, 103, 105, 108, 1024, 1027])(
    'one bit of the header page, at %i',
    async (at) => {
      await expectHonest(flipped(clean, 'journal.db', at), clock, lines);
    },
  );

  test('one bit anywhere in the file, after a clean stop', async () => {
    const size = statSync(join(clean, 'journal.db')).size;
    for (let round = 0; round < rounds; round += 1)
      await expectHonest(flipped(clean, 'journal.db', somewhere(size)), clock, lines);
  });

  test('one bit anywhere in the file, after a power cut', async () => {
    const size = statSync(join(cut, 'journal.db')).size;
    for (let round = 0; round < rounds; round += 1) await expectHonest(flipped(cut, 'journal.db', somewhere(size)), clock, lines);
  });

  test('one bit anywhere in the write-ahead log', async () => {
    const size = statSync(join(cut, 'journal.db-wal')).size;
    for (let round = 0; round < rounds; round += 1)
      await expectHonest(flipped(cut, 'journal.db-wal', somewhere(size)), clock, lines);
  });

  test.each(['zeros', 'ones', 'an older sector'])('a sector of the card that gives back %s', async (what) => {
    const size = statSync(join(clean, 'journal.db')).size;
    for (let round = 0; round < rounds; round += 1) {
      const copy = copiedFolder(clean);
      const bytes = readFileSync(join(copy, 'journal.db'));
      const [at, other] = [somewhere(Math.floor(size / SECTOR)) * SECTOR, somewhere(Math.floor(size / SECTOR)) * SECTOR];
      if (what === 'an older sector') bytes.copy(bytes, at, other, other + SECTOR);
      else bytes.fill(what === 'zeros' ? 0 : 0xff, at, at + SECTOR);
      writeFileSync(join(copy, 'journal.db'), bytes);
      await expectHonest(copy, clock, lines);
    }
  });

  test('cut short anywhere', async () => {
    const size = statSync(join(clean, 'journal.db')).size;
    for (const end of [0, 1, 99, 512, 1024, 1025, 5000, Math.floor(size / 2), size - 1024, size - 1]) {
      const copy = copiedFolder(clean);
      truncateSync(join(copy, 'journal.db'), end);
      await expectHonest(copy, clock, lines);
    }
  });

  test.each(['emptied', 'removed'] as const)('%s, with all that a power cut left in the write-ahead log', async (how) => {
    const copy = copiedFolder(cut);
    const log = readFileSync(join(copy, 'journal.db-wal'));
    if (how === 'emptied') truncateSync(join(copy, 'journal.db'), 0);
    else rmSync(join(copy, 'journal.db'));
    expect(await expectHonest(copy, clock, lines)).toBe('succeeded');
    const aside = readdirSync(copy).find((name) => name.endsWith('.db-wal') && name.startsWith('journal-damaged-'));
    expect(readFileSync(join(copy, aside ?? ''))).toEqual(log);
    expect(carriedIn(copy).length).toBeGreaterThan(0);
  });

  test('removed after a clean stop', async () => {
    const copy = copiedFolder(clean);
    rmSync(join(copy, 'journal.db'));
    expect(await expectHonest(copy, clock, lines)).toBe('succeeded');
  });

  test('that is no file is not opened: a named pipe would never answer', () => {
    const [piped, folder] = [copiedFolder(clean), copiedFolder(clean)];
    for (const copy of [piped, folder]) rmSync(join(copy, 'journal.db'));
    execFileSync('mkfifo', [join(piped, 'journal.db')]);
    mkdirSync(join(folder, 'journal.db'));
    for (const copy of [piped, folder]) {
      expect(() => openCore(copy, clock, { channels: CHANNELS })).toThrow(
        expect.objectContaining({ code: 'data-folder-unwritable' }),
      );
    }
  });

  test('overwritten with what is no database', async () => {
    const copy = copiedFolder(clean);
    writeFileSync(join(copy, 'journal.db'), 'not a database '.repeat(1000));
    expect(await expectHonest(copy, clock, [])).toBe('succeeded');
  });
});
