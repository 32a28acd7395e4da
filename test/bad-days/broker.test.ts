import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Aedes, type AedesOptions } from 'aedes';
import { describe, expect, test } from 'vitest';
import { freePort } from '../peers/free-port.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes } from './gateway-on-trial.ts';
import { until } from './until.ts';

const startBroker = async (later: Later, options: AedesOptions, port = 0): Promise<string> => {
  const aedes = await Aedes.createBroker({ maxClientsIdLength: 128, ...options });
  const server = createServer(aedes.handle).listen(port, '127.0.0.1');
  await once(server, 'listening');
  later(async () => {
    server.close();
    await new Promise<void>((resolve) => aedes.close(resolve));
  });
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const openSite = async (later: Later, uplink: object) => {
  const server = await serveCounting(await createCountingDevices(1));
  later(() => server.close());
  return openTrial(later, {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: probes(1, '100ms'),
    uplinks: [{ id: 'city', ...uplink }],
  });
};

const failedOnce = (gateway: GatewayOnTrial) =>
  until('an attempt failed', async () => ((await gateway.status()).uplinks[0]?.counters['failures'] ?? 0) > 0);

describe.concurrent('larder status tells of a broker', () => {
  test('that isn’t there: the network comes back by itself, so nobody is called at once', async ({ onTestFinished }) => {
    const trial = await openSite(onTestFinished, { mqtt: `mqtt://127.0.0.1:${await freePort()}` });
    await failedOnce(await trial.begin());
    const { code, out } = await trial.command('status');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^uplink city: AWAY, \d+ waiting here\n {4}connect ECONNREFUSED .+ → The network or the platform is away\./m,
    );
  });

  test('that refuses the password: a person must see to it', async ({ onTestFinished }) => {
    const mqtt = await startBroker(onTestFinished, {
      authenticate: (_client, _user, _password, done) =>
        done(Object.assign(new Error('refused'), { returnCode: 4 as const }), false),
    });
    const trial = await openSite(onTestFinished, { mqtt, username: 'box', password: 'file:password' });
    writeFileSync(join(trial.folder, 'password'), 'open-sesame\n', { mode: 0o600 });
    const gateway = await trial.begin();
    await failedOnce(gateway);
    const { code, out } = await trial.command('status');
    expect(code).toBe(1);
    expect(out).toContain('NO CONNECTION to the platform');
    expect(out).toContain('The platform refused this box. Have user name and password checked.');
    expect(`${out}${gateway.err()}`).not.toContain('open-sesame');
  });

  test('that isn’t there when the gateway starts, and comes later', async ({ onTestFinished }) => {
    const port = await freePort();
    const trial = await openSite(onTestFinished, { mqtt: `mqtt://127.0.0.1:${port}` });
    const gateway = await trial.begin();
    await failedOnce(gateway);
    await startBroker(onTestFinished, {}, port);
    await until('it is connected', async () => (await gateway.status()).uplinks[0]?.connected);
    expect((await trial.command('status')).out).toMatch(/^uplink city: connected, \d+ waiting$/m);
  });
});
