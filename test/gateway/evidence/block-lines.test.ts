import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { blockLines } from '../../../gateway/evidence/block-lines.ts';
import { exportedBlocks } from '../../../gateway/evidence/export-blocks.ts';
import { verifyLines } from '../../../gateway/evidence/verify-record.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { dataFolder } from '../journal/journal-folder.ts';
import { sealedRecord } from './sealed-record.ts';

const readBack = async (bytes: string | Buffer): Promise<readonly string[]> => {
  const path = join(dataFolder(), 'record.blocks');
  writeFileSync(path, bytes);
  const lines: string[] = [];
  for await (const line of blockLines(path)) lines.push(line);
  return lines;
};

describe('a file of blocks', () => {
  test('gives its lines back, with or without an end of line at its end', async () => {
    expect(await readBack('a\nb\n')).toEqual(['a', 'b']);
    expect(await readBack('a\n\n报警')).toEqual(['a', '', '报警']);
    expect(await readBack('')).toEqual([]);
  });

  test('may be compressed, also piece by piece', async () => {
    expect(await readBack(Buffer.concat([gzipSync('a\nb'), gzipSync('c\nd\n')]))).toEqual(['a', 'bc', 'd']);
  });

  test('with a line longer than any block does not fill the memory', async () => {
    const [line = '', ...rest] = await readBack(`${'x'.repeat(5_000_000)}\nb`);
    expect(line.length).toBeGreaterThan(1_048_576);
    expect(rest).toEqual(['b']);
    expect((await verifyLines([line])).wrong).toMatchObject({ wrong: 'too-long' });
  });

  test('that is not there, or broken, is said to be unreadable', async () => {
    const all = async (path: string): Promise<void> => {
      for await (const line of blockLines(path)) expect(line).toBeDefined();
    };
    await expect(all('/nowhere/x.blocks')).rejects.toMatchObject({ code: 'file-unreadable' });
    const path = join(dataFolder(), 'cut.gz');
    writeFileSync(path, gzipSync('abc'.repeat(1000)).subarray(0, 20));
    await expect(all(path)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('an export of blocks', () => {
  test('of all there is verifies as the record itself', async () => {
    const { path } = sealedRecord(70);
    const record = new RecordFile(path);
    const lines = [...exportedBlocks(record)];
    record.close();
    expect((await verifyLines(lines)).wrong).toBeUndefined();
  });

  test('of a span holds every reading of it, and verifies as the part that it is', async () => {
    const { path, clock } = sealedRecord(70);
    const record = new RecordFile(path);
    const [from, to] = [clock.now() - 30 * 60_000, clock.now() - 20 * 60_000];
    const lines = [...exportedBlocks(record, { from, to })];
    const all = [...record.lines('readings', 1)];
    record.close();
    const stamps = (line: string): readonly number[] => {
      const { t0, readings } = JSON.parse(line);
      return readings.map(([offset]: [number]) => t0 + offset);
    };
    const wanted = all.filter((line) => stamps(line).some((at) => from <= at && at <= to));
    expect(lines.filter((line) => line.includes('"lane":"readings"'))).toEqual(expect.arrayContaining(wanted));
    expect(lines.length).toBeLessThan(all.length);
    expect((await verifyLines(lines)).wrong).toBeUndefined();
  });
});
