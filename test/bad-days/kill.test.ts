import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, openTrial, probes } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

/** True once a process holds a file of that name open. */
const holds = (pid: number, name: string): boolean =>
  readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith(name));

/** What was read so long before a kill is committed: the interval of 200 ms, and what a busy machine adds to it. */
const COMMITTED_AFTER = 1500;

test('a gateway killed at any moment loses, alters and misnumbers nothing that was committed', async ({ onTestFinished }) => {
  const devices = await createCountingDevices(3);
  const server = await serveCounting(devices);
  onTestFinished(() => server.close());
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const platform = await openPlatform(onTestFinished, { url: broker.url });
  const trial = openTrial(onTestFinished, {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(3, '100ms'),
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  const goesOn = async (): Promise<boolean> => {
    const before = platform.receiver.upTo('readings');
    return until('readings arrive', () => platform.receiver.upTo('readings') > before + 10);
  };
  const moments: Readonly<Record<string, (gateway: GatewayOnTrial) => Promise<unknown>>> = {
    'before it does anything': async () => undefined,
    'as it takes the lock': ({ pid }) => until('the lock is taken', () => holds(pid, 'journal.lock')),
    'as it opens the journal': ({ pid }) => until('the log is opened', () => holds(pid, 'journal.db-wal')),
    'as it opens its socket': () => until('the socket', () => existsSync(join(trial.dataFolder, 'larder.sock'))),
    'as it reads': goesOn,
    'without its broker': async (gateway) => {
      await goesOn();
      await broker.goAway();
      await until('a backlog', async () => ((await gateway.status()).uplinks[0]?.backlog ?? 0) > 60);
    },
    'as it ends': async (gateway) => {
      await broker.comeBack();
      await goesOn();
      gateway.kill('SIGTERM');
    },
  };
  const kills: number[] = [];
  for (const moment of Object.values(moments)) {
    const gateway = trial.start();
    await moment(gateway);
    kills.push(systemClock.elapsed());
    gateway.kill('SIGKILL');
    await gateway.ended;
  }
  const last = await trial.begin();
  await goesOn();
  expect(await last.stop()).toMatchObject({ with: 0 });
  const { code, out, err } = await trial.command('verify');
  expect({ code, err, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^readings 1\.\.\d+ complete and unaltered/m) });

  expect(platform.faults()).toEqual([]);
  const { sent, arrived, lost, givenUp, ...wrong } = platform.outcome(devices);
  expect(wrong).toEqual({ altered: 0, duplicated: 0, misnumbered: 0 });
  expect(sent - lost.length - givenUp).toBe(arrived);
  expect(arrived).toBeGreaterThan(50);
  // Only what was on its way to the disk may be gone.
  expect(lost.filter((at) => !kills.some((kill) => at > kill - COMMITTED_AFTER && at < kill + 100))).toEqual([]);
  expect(platform.facts().filter((fact) => fact.kind === 'boot' && fact.before === 'unclean').length).toBeGreaterThanOrEqual(3);
});
