import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { dateOf } from '../../gateway/reports/report-period.ts';
import { draftedSchema } from '../../gateway/reports/sign-report.ts';
import { writeCanteen, writeCanteenRecord } from '../bench/load/canteen-month.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { openTrial, probes } from './gateway-on-trial.ts';

const DAY = 86_400_000;
const BLANK = ['staff-health', 'purchase', 'storage', 'processing', 'disinfection', 'retention', 'premises', 'findings'];
const CHILD = fileURLToPath(
  new URL(`../../${process.env['LARDER_BUILD'] ?? 'dist'}/gateway/app/report-child.js`, import.meta.url),
);

const signed = z.object({
  hash: z.string(),
  signing: z.object({
    signatures: z.array(
      z.object({ isEarly: z.boolean(), daysLate: z.number(), isMadeAgain: z.boolean(), role: z.string(), standing: z.unknown() }),
    ),
    signature: z.object({ by: z.string(), answers: z.record(z.string(), z.string()) }).nullable(),
  }),
});

const openCanteen = async () => {
  const server = await serveCounting(await createCountingDevices(2));
  onTestFinished(() => server.close());
  return openTrial(onTestFinished, {
    gateway: { id: 'bad-day', timezone: 'Asia/Shanghai', language: 'en', site: { kind: 'school-canteen' } },
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(2, '100ms'),
    people: [
      { id: 'p-01', name: 'Zhang', role: 'officer' },
      { id: 'p-02', name: 'Li', role: 'cook' },
    ],
  });
};

test('an officer signs a day that is over: every blank line needs words, and the record keeps each signature under a reference', async () => {
  const trial = await openCanteen();
  const began = Math.floor(systemClock.now() / DAY) * DAY - 4 * DAY + 16 * 3_600_000; // a midnight in Shanghai
  await writeCanteenRecord(trial.config, began, 2);
  const day = ['--date', dateOf(began, 'Asia/Shanghai')] as const;
  const gateway = await trial.begin();
  const answers = (keys: readonly string[]): readonly string[] => keys.flatMap((key) => ['--answer', `${key}=none`]);
  const sign = (by: string, keys: readonly string[], ...when: readonly string[]) =>
    trial.command('report', 'sign', 'day', '--by', by, ...answers(keys), ...when);

  const refused = await sign('p-01', BLANK.slice(1), ...day);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('staff-health: Staff');

  const stranger = await sign('nobody', BLANK, ...day);
  expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('nobody')]);
  const cook = await sign('p-02', BLANK, ...day);
  expect([cook.code, cook.err]).toEqual([1, expect.stringContaining('may not sign')]);
  const today = await sign('p-01', BLANK);
  expect([today.code, today.err]).toEqual([2, expect.stringContaining('goes on until')]);

  for (const _twice of [1, 2]) {
    const done = await sign('p-01', BLANK, ...day);
    expect([done.code, done.err]).toEqual([0, '']);
  }

  const { out } = await trial.command('report', 'day', '--format', 'json', ...day);
  const { signing } = signed.parse(JSON.parse(out));
  const standing = { is: 'matches' };
  expect(signing.signatures).toMatchObject([
    { isMadeAgain: true, role: 'officer', standing },
    { isMadeAgain: true, standing },
  ]);
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
