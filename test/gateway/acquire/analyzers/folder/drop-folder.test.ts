import { appendFile, mkdtemp, readdir, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../../../../simulators/world/manual-clock.ts';
import { type AnalyzerOnTrial, analyzerOnTrial } from '../analyzer-on-trial.ts';
import { resultsAt } from '../desk.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';

const profile = shippedAnalyzer('csv-generic');

let folder = '';
let clock: ManualClock;
let trial: AnalyzerOnTrial;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-inbox-'));
  clock = createManualClock();
  trial = analyzerOnTrial({ clock, profile, link: { kind: 'folder', path: join(folder, 'inbox') } });
  await until(() => trial.analyzer.counters().connected);
});
afterEach(async () => {
  await trial.analyzer.stop();
  await rm(folder, { recursive: true });
});

/**
 * Lets time go by until it is so, no faster than the disk works: what was asked of it before has had its turn, however busy
 * the machine is, so that no opening seems to take seconds. Ends with the test at the latest.
 */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) {
    await readdir(folder);
    await clock.advance(5);
  }
};

const holds =
  (sub: string, ...names: readonly string[]) =>
  async () =>
    (await readdir(inbox(sub))).sort().join() === names.join();

const inbox = (name = ''): string => join(folder, 'inbox', name);
const ROWS = 'sample,value\nS-1,1\nS-2,2\n';

describe('a drop folder', () => {
  test('is made where it isn’t there', async () => expect((await readdir(inbox())).sort()).toEqual(['done', 'refused']));

  test('keeps each file whole, then moves it away', async () => {
    await writeFile(inbox('a.csv'), ROWS);
    await until(holds('done', 'a.csv'));
    expect(resultsAt(trial.desk)).toEqual(['S-1 |  | 1 | ', 'S-2 |  | 2 | ']);
    expect(trial.desk.transfers[0]).toMatchObject({ origin: 'file' });
    expect(Buffer.from(trial.desk.transfers[0]?.raw ?? []).toString()).toBe(ROWS);
    expect(await readdir(inbox())).toEqual(['done', 'refused']);
  });

  test('waits for a file that is still being written', async () => {
    await writeFile(inbox('a.csv'), 'sample,value\nS-1,1\n');
    for (let rows = 0; rows < 4; rows += 1) {
      await clock.advance(900);
      await appendFile(inbox('a.csv'), `S-2,${rows}\n`);
    }
    expect(trial.desk.transfers).toEqual([]);
    await until(holds('done', 'a.csv'));
    expect(trial.desk.transfers.map(({ understood }) => understood.results.length)).toEqual([5]);
  });

  test('leaves a file where it is while it can’t be kept', async () => {
    trial.desk.refuses = true;
    await writeFile(inbox('a.csv'), ROWS);
    await until(() => trial.analyzer.counters().unkept > 1);
    expect(await readdir(inbox('done'))).toEqual([]);
    trial.desk.refuses = false;
    await until(holds('done', 'a.csv'));
    expect(resultsAt(trial.desk)).toHaveLength(2);
  });

  test('writes over no file of the same name', async () => {
    await writeFile(inbox('A.CSV'), 'sample,value\nS,1\n');
    await until(holds('done', 'A.CSV'));
    await writeFile(inbox('A.CSV'), 'sample,value\nS,2\n');
    await until(holds('done', 'A-2.CSV', 'A.CSV'));
    expect(resultsAt(trial.desk)).toEqual(['S |  | 1 | ', 'S |  | 2 | ']);
  });

  test('says which file it is by its name and when it was written', async () => {
    await writeFile(inbox('a.csv'), ROWS);
    await utimes(inbox('a.csv'), 1_000, 2_000);
    await until(holds('done', 'a.csv'));
    await writeFile(inbox('a.csv'), ROWS);
    await utimes(inbox('a.csv'), 1_000, 3_000);
    await until(holds('done', 'a-2.csv', 'a.csv'));
    expect(trial.desk.transfers.map(({ file }) => file)).toEqual(['a.csv 2000000', 'a.csv 3000000']);
  });

  test('puts aside what it can’t read, and what is too large, and follows no links', async () => {
    await writeFile(inbox('odd.csv'), 'hello\n');
    await writeFile(inbox('large.csv'), '');
    await truncate(inbox('large.csv'), 5_000_000);
    await symlink('/etc/passwd', inbox('link.csv'));
    await writeFile(inbox('notes.txt'), ROWS);
    await until(holds('refused', 'large.csv', 'odd.csv'));
    expect((await readdir(inbox())).sort()).toEqual(['done', 'link.csv', 'notes.txt', 'refused']);
    expect(trial.desk.transfers.map(({ understood }) => understood.troubles)).toEqual([['no-match']]);
    expect(trial.analyzer.counters().refused).toBe(1);
  });

  test('that is taken away is lost, and made anew', async () => {
    await rm(inbox(), { recursive: true });
    await until(() => trial.states.length === 2);
    expect(trial.states).toEqual([expect.stringContaining('analyzer:a lost true: ENOENT'), 'analyzer:a lost false']);
  });
});
