import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verifyLines, verifyRecord } from '../../gateway/evidence/verify-record.ts';
import { RecordFile } from '../../gateway/journal/record-file.ts';
import { dataFolder } from '../gateway/journal/journal-folder.ts';
import { goldenClock, goldenLines, liveGolden, openGolden } from './golden-record.ts';

const GOLDEN = fileURLToPath(new URL('./v1/', import.meta.url));

const golden = readFileSync(join(GOLDEN, 'record.blocks'), 'utf8').trimEnd().split('\n');

/** The lines that were sealed before the last stop: all but the checkpoint of a clean one. */
const sealed = golden.filter(
  (line, place) => !(line.includes('"lane":"urgent"') && golden[place + 1]?.includes('"lane":"readings"')),
);

/** A copy of the database that `kind` of stop left, to be opened for writing. */
const copyOf = (kind: 'clean' | 'unclean'): string => {
  const folder = dataFolder();
  for (const name of readdirSync(join(GOLDEN, kind))) copyFileSync(join(GOLDEN, kind, name), join(folder, name));
  return folder;
};

const verifiedIn = async (folder: string) => {
  const record = new RecordFile(join(folder, 'journal.db'));
  const lines = [...record.lines('urgent', 1), ...record.lines('readings', 1)];
  const { wrong } = await verifyRecord(record);
  record.close();
  return { lines, wrong };
};

describe('format version 1', () => {
  test('the fixed input becomes exactly the golden blocks', () => {
    const core = liveGolden(dataFolder(), goldenClock());
    core.conclude();
    expect(goldenLines(core)).toEqual(golden);
    core.close();
  });

  test('the golden blocks verify, over a retirement', async () => {
    const { wrong, chains } = await verifyLines(golden);
    expect(wrong).toBeUndefined();
    expect(chains.map(({ lane, retired }) => [lane, retired.length])).toEqual([['urgent', 0], ['readings', 1]]); // biome-ignore format: two lanes
  });

  test('the golden database is read as it was written, and verifies', async () => {
    const { lines, wrong } = await verifiedIn(copyOf('clean'));
    expect(wrong).toBeUndefined();
    expect(lines).toEqual(golden);
  });

  test.each(['clean', 'unclean'] as const)('the golden database of a stop that was %s is written on', async (kind) => {
    const folder = copyOf(kind);
    const clock = goldenClock();
    clock.run(30 * 86_400_000);
    const core = openGolden(folder, clock, 'third-start');
    expect(core.opened).toMatchObject({ journal: 'pppppppppp', boot: 3, before: kind, states: [{ key: 'judge' }] });
    expect(core.opened.delivered['city']?.readings.upTo[0]).toBeGreaterThan(8);
    expect(core.history('fridge-1/humidity', 0, 9e15, 1e6).points.length).toBeGreaterThan(1000);
    core.commit({
      at: { now: clock.now(), elapsed: clock.elapsed() },
      clock: 'sure',
      readings: Float64Array.of(clock.elapsed(), 0, 4.2, 0),
      facts: [],
      states: [],
    });
    while (core.work());
    core.close();
    const { lines, wrong } = await verifiedIn(folder);
    expect(wrong).toBeUndefined();
    const kept = new Set(lines);
    expect((kind === 'clean' ? golden : sealed).filter((line) => !kept.has(line))).toEqual([]);
  });
});
