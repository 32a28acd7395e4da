import { onTestFinished, test } from 'vitest';
import { sha256OfBytes } from '../../gateway/evidence/sha256.ts';
import { BesideStore } from '../../gateway/journal/beside-store.ts';
import { openTrial } from './gateway-on-trial.ts';
import { until } from './until.ts';

test('a printout that reached the disk just before a kill, and the record not, is told after the restart', async ({ expect }) => {
  const trial = openTrial(onTestFinished, {
    analyzers: [
      { id: 'printer-1', tcp: '127.0.0.1:1', profile: 'text-generic' }, // switched off
      { id: 'reader-1', tcp: '127.0.0.1:2', profile: 'lis2-generic' }, // what it isn't told is kept, it sends again itself
    ],
  });
  const first = await trial.begin();
  first.kill('SIGKILL');
  await first.ended;
  const beside = new BesideStore(trial.dataFolder);
  for (const analyzer of ['printer-1', 'reader-1']) {
    const bytes = Buffer.from(`Sample: ${analyzer}\nResult: 12.5 %\n`);
    beside.keepRaw({ hash: sha256OfBytes(bytes), analyzer, receivedAt: Date.UTC(2026, 0, 15), bytes });
  }
  beside.close();

  const waiting = async (): Promise<readonly unknown[]> =>
    JSON.parse((await trial.command('sample', 'quarantine', '--json')).out);
  const again = await trial.begin();
  await until('the printout is told', async () => (await waiting()).length > 0);
  again.kill('SIGKILL');
  await again.ended;
  await trial.begin();
  expect(await waiting()).toMatchObject([
    { why: 'unknown-id', test: { analyzer: 'printer-1', sampleId: 'printer-1', value: '12.5' } },
  ]);
});
