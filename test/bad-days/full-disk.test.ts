import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, openTrial, probes } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';
import { writeWetRule } from './wet-rule.ts';

/** No file of the process may grow beyond that any more, as on a disk that takes nothing; the machine's own disk stays out of it. */
const limitFiles = ({ pid }: GatewayOnTrial, bytes: number | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

test('a gateway whose disk takes nothing any more reads and alarms on, says so, and tells afterwards what is gone', async ({
  onTestFinished,
}) => {
  const devices = await createCountingDevices(2);
  const server = await serveCounting(devices);
  onTestFinished(() => server.close());
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const platform = await openPlatform(onTestFinished, { url: broker.url });
  const probe = { line: 'bus', profile: 'xy-md02', every: '50ms' };
  const trial = openTrial(onTestFinished, {
    keep: { commit: '200ms', seal: '500ms' },
    rules: './rules',
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [
      { ...probe, id: 'probe-1', unit: 1, channels: { temperature: {} } },
      { ...probe, id: 'probe-2', unit: 2, channels: { temperature: {}, humidity: { rule: 'test.wet' } } },
    ],
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  writeWetRule(trial.folder);
  const gateway = await trial.begin();
  const journal = async () => (await gateway.status()).journal;
  await until('readings arrive', () => platform.receiver.upTo('readings') > 20);

  limitFiles(gateway, 4096);
  await until('trouble is told', async () => (await journal()).trouble);
  devices.devices[1]?.show('humidity', 95);
  await until('the alarm stands', async () => (await gateway.status()).alarms.some(({ cause }) => cause === 'high'));
  await until('readings find no room', async () => (await journal()).dropped > 150);
  const { code, out } = await trial.command('status');
  expect(code).toBe(1);
  expect(out).toContain('record in trouble: THE DISK CAN’T BE WRITTEN: have the card replaced');
  expect(out).toMatch(/^\d+ readings found no room$/m);
  expect(out).toContain('probe-2: TOO HIGH since');

  limitFiles(gateway, 'unlimited');
  const { readings } = await journal();
  await until('the record goes on', async () => (await journal()).readings > readings + 20);
  await until('the alarm arrives', () => platform.facts().some((fact) => fact.kind === 'alarm' && fact.active));
  const { dropped } = await journal();
  expect(await gateway.stop()).toMatchObject({ with: 0 });
  const told = platform.facts().flatMap((fact) => (fact.kind === 'gap' && fact.what === 'readings' ? [fact.reason] : []));
  expect(sum(told.map((reason) => Number(/^storage-full:(\d+)$/.exec(reason)?.[1])))).toBe(dropped);
  expect(platform.faults()).toEqual([]);
  const { lost, ...wrong } = platform.outcome(devices);
  expect(wrong).toMatchObject({ altered: 0, duplicated: 0, misnumbered: 0 });
  expect(lost.length).toBeLessThanOrEqual(dropped);
});

describe.concurrent('a disk that takes nothing', () => {
  test('does not keep a gateway from ending when it is told to', async ({ onTestFinished }) => {
    const server = await serveCounting(await createCountingDevices(1));
    onTestFinished(() => server.close());
    const trial = openTrial(onTestFinished, {
      lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
      devices: probes(1, '50ms'),
    });
    const gateway = await trial.begin();
    await until('it reads', async () => (await gateway.status()).journal.readings > 10);
    limitFiles(gateway, 4096);
    await until('trouble is told', async () => (await gateway.status()).journal.trouble);
    const { with: code, took } = await gateway.stop();
    expect(took).toBeLessThan(8000);
    expect(code).toBe(1);
    expect(gateway.err()).toContain('the end was not orderly');
    expect(existsSync(join(trial.dataFolder, 'larder.sock'))).toBe(false);
    expect(await (await trial.begin()).stop()).toMatchObject({ with: 0 });
  });

  test('is told in words by a gateway that can’t begin its record', async ({ onTestFinished }) => {
    const trial = openTrial(onTestFinished, { lines: [{ id: 'bus', tcp: '127.0.0.1:9' }], devices: probes(1, '1s') });
    const gateway = trial.start({ through: ['sh', '-c', 'ulimit -f 1; exec "$0" "$@"'] });
    expect(await gateway.ended).toMatchObject({ with: 1 });
    expect(gateway.err()).toMatch(
      /^journal-lost: SQLITE_IOERR_WRITE: disk I\/O error\nThe part that writes the record stopped\.[^\n]+\n$/,
    );
  });
});
