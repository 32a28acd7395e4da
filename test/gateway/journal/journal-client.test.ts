import { expect, test } from 'vitest';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { instantOf } from '../../../gateway/domain/clock.ts';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { startJournalWorker } from '../../../gateway/journal/journal-client.ts';
import { compiled } from './compiled.ts';
import { dataFolder, settingsOf } from './journal-folder.ts';
import { verifiedFolder } from './recorded.ts';

const program = compiled('gateway/app/journal-worker.ts');
const openJournal = (folder: string) => startJournalWorker(program).open(settingsOf(folder));

const entry = (value: number) => {
  const at = instantOf(systemClock);
  return { at, clock: 'sure' as const, readings: Float64Array.of(at.elapsed, 0, value, 0), facts: [], states: [] };
};

test('the journal in its worker keeps, hands over, tells, and closes', async () => {
  const folder = dataFolder();
  const journal = await openJournal(folder);
  const sealed: unknown[] = [];
  journal.onSealed((lane, head) => sealed.push([lane, head[0]]));
  await Promise.all([journal.commit(entry(4.2)), journal.commit(entry(4.3))]);
  await journal.conclude();
  expect(sealed).toEqual([['readings', 2], ['urgent', 4]]); // biome-ignore format: numbers
  const [block] = await journal.undelivered('readings', NOTHING_DELIVERED, { bytes: 1, order: 'oldest' });
  expect(await journal.blocks('readings', 1, 1, 1)).toEqual([block]);
  journal.settle('city', 'readings', { upTo: [2, block?.hash ?? ''], beyond: [] });
  expect(await journal.status()).toMatchObject({ journal: journal.opened.journal, tail: 0, dropped: 0 });
  expect((await journal.history('fridge-0/temperature', 0, 9e15, 10)).points).toHaveLength(6);
  await journal.close();
  expect((await verifiedFolder(folder)).wrong).toBeUndefined();
  const again = await openJournal(folder);
  expect(again.opened).toMatchObject({ before: 'clean', delivered: { city: { readings: { upTo: [2, block?.hash] } } } });
  const opened = await again.succeed('restored');
  expect(again.opened).toEqual(opened);
  await again.close();
});

test('a second gateway on the folder is told so', async () => {
  const folder = dataFolder();
  const journal = await openJournal(folder);
  await expect(openJournal(folder)).rejects.toMatchObject({ code: 'gateway-running' });
  await journal.close();
});

test('a worker that is not there is a lost journal, told once', async () => {
  const lost: string[] = [];
  const options = { onLost: ({ code }: { code: string }) => lost.push(code) };
  const worker = startJournalWorker(new URL('file:///nowhere/worker.js'));
  await expect(worker.open(settingsOf(dataFolder()), options)).rejects.toMatchObject({ code: 'journal-lost' });
  expect(lost).toEqual(['journal-lost']);
});
