import { systemClock } from '../../../gateway/app/system-clock.ts';
import { instantOf } from '../../../gateway/domain/clock.ts';
import { startJournalWorker } from '../../../gateway/journal/journal-client.ts';
import { committingSettings } from './committing-settings.ts';

const [folder = '', next = '1'] = process.argv.slice(2);

/**
 * A gateway that only keeps: commits as fast as it can the numbers from `next` on, as values of readings, and says on
 * stdout how far it has come each time a commit is durable. Lives until it is killed.
 */
const commitForEver = async (): Promise<void> => {
  const journal = await startJournalWorker().open(committingSettings(folder));
  let value = Number(next);
  for (;;) {
    const at = instantOf(systemClock);
    const size = 1 + (value % 257);
    const readings = Float64Array.from(
      { length: size * 4 },
      (_, index) => [at.elapsed, (index >> 2) % 20, value + (index >> 2), 0][index % 4] ?? 0,
    );
    const facts = value % 5 === 0 ? [{ kind: 'state', at: at.now, on: 'x', state: 'y', active: true } as const] : [];
    value += size;
    await journal.commit({ at, clock: 'sure', readings, facts, states: [{ key: 'next', text: String(value) }] });
    process.stdout.write(`${value}\n`);
  }
};

await commitForEver();
