import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { startWatchdog } from '../../gateway/app/watchdog.ts';
import { createCountingDevices, serveCounting } from '../bad-days/counting-devices.ts';
import { type Later, openTrial, probes } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';
import { needsPeers, startPython } from './peer.ts';

/** A service manager that listens, and the environment that it gives its services. */
const startManager = async (later: Later, watchdogSeconds: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-notify-'));
  later(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'notify.sock');
  const { out, stop } = startPython('notify-socket.py', path);
  later(stop);
  await until('the manager listens', () => out().includes('ready'));
  const heard = (message: string): number =>
    out()
      .split('\n')
      .filter((line) => line === message).length;
  const environment = { NOTIFY_SOCKET: path, WATCHDOG_USEC: String(watchdogSeconds * 1e6), PATH: process.env['PATH'] ?? '' };
  return { environment, heard };
};

test('the gateway tells systemd that it is ready, and feeds its watchdog', async (context) => {
  needsPeers(context, 'systemd-notify', 'python3');
  const { onTestFinished } = context;
  const { environment, heard } = await startManager(onTestFinished, 1);
  const server = await serveCounting(await createCountingDevices(1));
  onTestFinished(() => server.close());
  const trial = openTrial(onTestFinished, { lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }], devices: probes(1, '1s') });
  const gateway = await trial.begin({ environment });
  const begun = systemClock.elapsed();
  await until('it is ready', () => heard('READY=1') === 1);
  await until('it feeds', () => heard('WATCHDOG=1') >= 6);
  // Every half second: six feeds are two and a half seconds apart, and never early.
  expect(systemClock.elapsed() - begun).toBeGreaterThan(2000);
  expect(heard('READY=1')).toBe(1);
  expect(await gateway.stop()).toMatchObject({ with: 0 });
  expect(gateway.err()).not.toContain('the watchdog was not fed');
});

test('a gateway with a wedged line is not fed for', async (context) => {
  needsPeers(context, 'systemd-notify', 'python3');
  const { onTestFinished } = context;
  const { environment, heard } = await startManager(onTestFinished, 0.2);
  let looks = 0;
  let wedged = false;
  const stop = startWatchdog({
    clock: systemClock,
    environment,
    healthy: () => {
      looks += 1;
      return !wedged;
    },
    onFailure: (error) => {
      throw error;
    },
  });
  onTestFinished(stop);
  await until('it is fed', () => heard('WATCHDOG=1') >= 3);
  wedged = true;
  const before = looks;
  await until('it looked on', () => looks > before + 1);
  // What was on its way has arrived once the next look is over.
  const fed = heard('WATCHDOG=1');
  await until('it looked on, again and again', () => looks > before + 8);
  expect(heard('WATCHDOG=1')).toBe(fed);
});
