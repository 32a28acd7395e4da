import { expect, onTestFinished, test } from 'vitest';
import { openTrial } from '../../bad-days/gateway-on-trial.ts';

const NOTIFY = {
  steps: [{ tell: ['cook'], by: ['mail'] }],
  mail: { server: 'smtp://127.0.0.1:1', from: 'box@example.org' },
};
const PEOPLE = [
  { id: 'p-01', name: 'Zhang', role: 'manager' },
  { id: 'p-02', name: 'Wang', role: 'cook', mail: 'wang@example.org' },
  { id: 'p-03', name: 'Li', role: 'cook', mail: 'li@example.org' },
];

test('whoever is erased in a canteen is told no more, not after a restart either, and the check says what to take out', async () => {
  const trial = openTrial(onTestFinished, { people: PEOPLE, notify: NOTIFY });
  const { begin, command: larder } = trial;
  const first = await begin();
  expect((await larder('check')).code).toBe(0);
  const forgotten = await larder('sample', 'forget', 'Wang', '--by', 'p-01');
  expect([forgotten.code, forgotten.out]).toEqual([0, expect.stringMatching(/^Erased/)]);
  // The way that would tell her has no address any more, from the same moment on.
  const told = await larder('notify', 'test', '--to', 'p-02', '--by', 'p-01', '--json');
  expect([told.code, told.out]).toEqual([1, expect.stringContaining('no mail address')]);
  await first.stop();

  const second = await begin();
  expect(second.err() + second.out()).toMatch(/"person":"p-02".*was erased, and still stands/);
  const after = await larder('notify', 'test', '--to', 'p-02', '--by', 'p-01');
  expect([after.code, after.err]).toEqual([1, expect.stringContaining('no way reaches “p-02”')]);
  const checked = await larder('check');
  expect(checked.code).toBe(1);
  expect(checked.err).toMatch(/people\[1\].*p-02 was erased.*\n.*→ Take this entry out/);

  trial.configure({ people: PEOPLE.filter(({ id }) => id !== 'p-02'), notify: NOTIFY });
  expect((await larder('check')).code).toBe(0);
  const { out } = await larder('export', '--what', 'acts', '--format', 'ndjson');
  expect(out).toContain('person-forgotten');
  expect(out).not.toContain('Wang');
});
