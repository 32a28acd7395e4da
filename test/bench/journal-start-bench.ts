import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { instantOf, type Millis, sleep } from '../../gateway/domain/clock.ts';
import type { Journal } from '../../gateway/journal/journal.ts';
import { startJournalWorker } from '../../gateway/journal/journal-client.ts';
import type { JournalSettings } from '../../gateway/journal/journal-settings.ts';
import { committingSettings } from '../gateway/journal/committing-settings.ts';
import type { Bench } from './bench.ts';
import { writeLargeJournal } from './load/large-journal.ts';
import { inBenchFolder } from './simulated-day.ts';

const GIGABYTE = 1e9;

const oneReading = async (journal: Journal): Promise<Millis> => {
  const at = instantOf(systemClock);
  await journal.commit({ at, clock: 'sure', readings: Float64Array.of(at.elapsed, 0, 4.2, 0), facts: [], states: [] });
  return systemClock.elapsed() - at.elapsed;
};

/** Milliseconds from the call to the first durable reading; and, for `watched` ms after, the longest that a commit took. */
const opened = async (
  settings: JournalSettings,
  watched: Millis,
): Promise<{ first: Millis; longest: Millis; before: string }> => {
  const began = systemClock.elapsed();
  const journal = await startJournalWorker().open(settings);
  await oneReading(journal);
  const first = systemClock.elapsed() - began;
  let longest = 0;
  while (systemClock.elapsed() - began < watched) {
    longest = Math.max(longest, await oneReading(journal));
    await sleep(systemClock, 20);
  }
  const { before } = journal.opened;
  await journal.close();
  return { first, longest, before };
};

/** Lets another process commit, and kills it in the middle. */
const killed = async (folder: string): Promise<void> => {
  const script = fileURLToPath(new URL('../gateway/journal/committing-child.js', import.meta.url));
  const child = spawn(process.execPath, [script, folder, '1']);
  await once(child.stdout, 'data');
  await sleep(systemClock, 500);
  child.kill('SIGKILL');
  await once(child, 'close');
};

/** How long a gateway with years of record needs until it keeps the first reading. */
export const bench: Bench = {
  name: 'journal-start',
  about: 'opening a journal of 1 GB in its worker, up to the first durable reading, after a clean stop and after kill -9',
  run: (report) =>
    inBenchFolder(async (folder) => {
      const size = writeLargeJournal({ ...committingSettings(folder), bootId: 'before' }, GIGABYTE);
      report({ what: 'size of the file', reached: `${(size / 1e6).toFixed(0)} MB`, target: 'shown' });
      const clean = await opened(committingSettings(folder), 0);
      report({
        what: `first reading after a ${clean.before} stop`,
        reached: `${clean.first.toFixed(0)} ms`,
        target: '≤ 1000 ms',
        ok: clean.first <= 1000,
      });
      await killed(folder);
      const unclean = await opened(committingSettings(folder), 10_000);
      report({
        what: `first reading after an ${unclean.before} stop`,
        reached: `${unclean.first.toFixed(0)} ms`,
        target: '≤ 1000 ms',
        ok: unclean.first <= 1000,
      });
      report({
        what: 'longest commit while the record is checked in the background',
        reached: `${unclean.longest.toFixed(1)} ms`,
        target: 'shown',
      });
    }),
};
