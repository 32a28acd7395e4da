import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { entryOf, leftUnclosed, openCore } from '../journal/journal-folder.ts';

/** Root may write everywhere: then it is somebody else who reads. */
const READER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const larder = async (words: readonly string[], temporary: string): Promise<Ended> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['dist/gateway/cli/larder.js', ...words], {
      ...READER,
      env: { LANG: 'en_US.UTF-8', TMPDIR: temporary },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Ended;
  }
};

/** A box whose gateway has ended, in a folder that its reader can't write to. */
const shutBox = (how: 'clean' | 'unclean') => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-shut-'));
  const [data, temporary] = [join(folder, 'data'), join(folder, 'temporary')];
  onTestFinished(() => {
    chmodSync(data, 0o755);
    rmSync(folder, { recursive: true });
  });
  for (const each of [data, temporary]) mkdirSync(each);
  chmodSync(folder, 0o755);
  chmodSync(temporary, 0o777);
  const config = join(folder, 'larder.yaml');
  writeFileSync(config, 'gateway: { id: no3-canteen, timezone: Asia/Shanghai, language: en }\ndata: ./data\n');
  const clock = createManualClock();
  const core = openCore(data, clock);
  core.commit(entryOf(clock, [[0, 4.2]]));
  if (how === 'clean') core.close();
  else leftUnclosed(core, data);
  for (const name of readdirSync(data)) chmodSync(join(data, name), 0o444);
  chmodSync(data, 0o555);
  return { data, temporary, config };
};

describe('a record in a folder that can’t be written to', () => {
  test('is verified, exported and shown after a clean stop, and nothing is left behind', async () => {
    const { data, temporary, config } = shutBox('clean');
    const before = readdirSync(data);
    expect(before).not.toContain('journal.db-wal');
    const verified = await larder(['verify', '-c', config], temporary);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^readings 1\.\.1 complete and unaltered/m) });
    expect(await larder(['export', '-c', config], temporary)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(',4.2,'),
    });
    const status = await larder(['status', '-c', config], temporary);
    expect(status).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('4.2'),
      stderr: expect.stringMatching(/^gateway-not-running/),
    });
    expect(readdirSync(data)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('is read with what an unclean stop left in the write-ahead log', async () => {
    const { data, temporary, config } = shutBox('unclean');
    expect(existsSync(join(data, 'journal.db-wal'))).toBe(true);
    const verified = await larder(['verify', '-c', config], temporary);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/^urgent 1\.\.\d+ complete and unaltered/m) });
  });

  test('says what to do where there is no room for a copy', async () => {
    const { temporary, config } = shutBox('clean');
    const { code, stderr } = await larder(['verify', '-c', config], join(temporary, 'nowhere'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^record-uncopied: /);
    expect(stderr).toContain('copy the whole data folder to where it can be written');
  });
});
