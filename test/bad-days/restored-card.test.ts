import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { openTrial, probes } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

test('an old card that is put back begins a new journal, which names the old one: no number is given out twice', async ({
  onTestFinished,
}) => {
  const devices = await createCountingDevices(2);
  const server = await serveCounting(devices);
  onTestFinished(() => server.close());
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const platform = await openPlatform(onTestFinished, { url: broker.url });
  const trial = openTrial(onTestFinished, {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(2, '100ms'),
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  const runs = async (): Promise<string> => {
    const gateway = await trial.begin();
    const { journal } = await gateway.status();
    const before = platform.receiver.upTo('readings');
    await until('readings arrive', () => platform.receiver.upTo('readings') > before + 30);
    gateway.kill('SIGTERM');
    await gateway.ended;
    return journal.id;
  };
  const old = await runs();
  const copy = `${trial.dataFolder}-copy`;
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(trial.dataFolder, copy, { recursive: true });
  await runs();
  rmSync(trial.dataFolder, { recursive: true });
  cpSync(copy, trial.dataFolder, { recursive: true });

  const gateway = await trial.begin();
  await until('a new journal', async () => (await gateway.status()).journal.id !== old);
  const { states } = await gateway.status();
  expect(states.map(({ state }) => state)).toContain('foreign-frontier');
  await until('the new journal arrives', () => platform.facts().some((fact) => fact.kind === 'journal' && fact.succeeds === old));
  expect((await gateway.stop()).with).toBe(0);
  expect(platform.receiver.counts().duplicated).toBe(0);
}, 60_000);
