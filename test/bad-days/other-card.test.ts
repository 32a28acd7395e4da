import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes } from './gateway-on-trial.ts';
import { openPlatform, type Platform } from './platform.ts';
import { until } from './until.ts';

/** A box whose record has reached the platform, and whose card was copied then. */
const openCopied = async (later: Later) => {
  const devices = await createCountingDevices(2);
  const server = await serveCounting(devices);
  later(() => server.close());
  const broker = await startBroker();
  later(() => broker.close());
  const platform = await openPlatform(later, { url: broker.url });
  const trial = openTrial(later, {
    keep: { commit: '100ms', seal: '500ms' },
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(2, '50ms'),
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  const first = await trial.begin();
  await until('readings arrive', () => platform.receiver.upTo('readings') > 30);
  const { journal } = await first.status();
  await first.stop();
  const copy = join(trial.folder, 'copy');
  cpSync(trial.dataFolder, copy, { recursive: true });
  const useCopy = (): void => {
    rmSync(trial.dataFolder, { recursive: true });
    cpSync(copy, trial.dataFolder, { recursive: true });
  };
  return { devices, broker, platform, trial, journal: journal.id, useCopy };
};

/** The box found out that its card is another, and goes on in a journal of its own that names the old one. */
const goesOnAnew = async (gateway: GatewayOnTrial, platform: Platform, before: string): Promise<void> => {
  const own = await until('a new journal', async () => {
    const { id } = (await gateway.status()).journal;
    return id !== before && id;
  });
  expect((await gateway.status()).states.map(({ state }) => state)).toContain('foreign-frontier');
  const arrived = () => platform.blocks.filter(({ journal, lane }) => journal === own && lane === 'readings').length;
  await until('its readings arrive', () => arrived() > 2);
  expect(platform.facts()).toContainEqual(expect.objectContaining({ kind: 'journal', reason: 'restored', succeeds: before }));
  expect(await gateway.stop()).toMatchObject({ with: 0 });
  expect(platform.faults()).toEqual([]);
};

describe.concurrent('a card that', () => {
  test('is an old one put back begins a new record: no number is given out twice', async ({ onTestFinished }) => {
    const { platform, trial, journal, useCopy } = await openCopied(onTestFinished);
    const second = await trial.begin();
    const before = platform.receiver.upTo('readings');
    await until('more arrives', () => platform.receiver.upTo('readings') > before + 30);
    await second.stop();
    useCopy();
    await goesOnAnew(await trial.begin(), platform, journal);
  });

  test('was cloned, and wrote numbers of its own meanwhile, begins a new record', async ({ onTestFinished }) => {
    const { broker, platform, trial, journal, useCopy } = await openCopied(onTestFinished);
    const original = await trial.begin();
    const before = platform.receiver.upTo('readings');
    await until('more arrives', () => platform.receiver.upTo('readings') > before + 10);
    await original.stop();
    const reached = platform.receiver.upTo('readings');
    await broker.goAway();
    useCopy();
    const clone = await trial.begin();
    await until('it wrote more than the original', async () => (await clone.status()).journal.readings > reached + 30);
    await broker.comeBack();
    await goesOnAnew(clone, platform, journal);
  });
});
