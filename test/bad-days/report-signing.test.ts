import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { draftedSchema } from '../../gateway/reports/sign-report.ts';
import { writeCanteen, writeCanteenRecord } from '../bench/load/canteen-month.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { openTrial, probes } from './gateway-on-trial.ts';

const BLANK = ['staff-health', 'purchase', 'storage', 'processing', 'disinfection', 'retention', 'premises', 'findings'];
const CHILD = fileURLToPath(
  new URL(`../../${process.env['LARDER_BUILD'] ?? 'dist'}/gateway/app/report-child.js`, import.meta.url),
);

const signed = z.object({
  hash: z.string(),
  signing: z.object({ signature: z.object({ by: z.string(), answers: z.record(z.string(), z.string()) }).nullable() }),
});

const openCanteen = async () => {
  const server = await serveCounting(await createCountingDevices(2));
  onTestFinished(() => server.close());
  return openTrial(onTestFinished, {
    gateway: { id: 'bad-day', timezone: 'Asia/Shanghai', language: 'en', site: { kind: 'school-canteen' } },
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(2, '100ms'),
    people: [{ id: 'p-01', name: 'Zhang', role: 'officer' }],
  });
};

test('an officer signs the day: every blank line needs words, and the record keeps them under a reference', async () => {
  const trial = await openCanteen();
  const gateway = await trial.begin();
  const answers = (keys: readonly string[]): readonly string[] => keys.flatMap((key) => ['--answer', `${key}=none`]);

  const refused = await trial.command('report', 'sign', 'day', '--by', 'p-01', ...answers(BLANK.slice(1)));
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('staff-health: Staff');

  const stranger = await trial.command('report', 'sign', 'day', '--by', 'nobody', ...answers(BLANK));
  expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('nobody')]);

  const done = await trial.command('report', 'sign', 'day', '--by', 'p-01', ...answers(BLANK));
  expect([done.code, done.err]).toEqual([0, '']);

  const { out } = await trial.command('report', 'day', '--format', 'json');
  const { signing } = signed.parse(JSON.parse(out));
  expect(Object.keys(signing.signature?.answers ?? {}).sort()).toEqual([...BLANK].sort());
  expect(signing.signature?.by).toMatch(/^[0-9a-f]{16}$/);
  await gateway.stop();
  expect((await trial.command('verify')).code).toBe(0);
});

test('the child drafts what is due, oldest first, from the record alone', async () => {
  const trial = await openCanteen();
  const config = writeCanteen(trial.folder, 2);
  // Two days that ended before today in any zone.
  const today = Math.floor(systemClock.now() / 86_400_000) * 86_400_000;
  await writeCanteenRecord(config, today - 4 * 86_400_000 + 16 * 3_600_000, 2);
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, config, String(systemClock.now())]);
  const drafts = stdout
    .trim()
    .split('\n')
    .map((line) => draftedSchema.parse(JSON.parse(line)));
  const days = drafts.filter(({ period }) => period === 'day').map(({ date }) => date);
  expect(days.length).toBeGreaterThanOrEqual(2);
  expect(days).toEqual([...days].sort());
  for (const { upTo } of drafts) expect(upTo.readings).toBeGreaterThan(0);
});
