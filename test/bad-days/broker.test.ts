import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';
import { describe, expect, test } from 'vitest';
import { freePort } from '../peers/free-port.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type Later, openTrial, probes } from './gateway-on-trial.ts';
import { until } from './until.ts';

const startBroker = async (later: Later, options: AedesOptions): Promise<string> => {
  const aedes = await Aedes.createBroker({ maxClientsIdLength: 128, ...options });
  const server = createServer(aedes.handle).listen(0, '127.0.0.1');
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

describe.concurrent('larder status tells of a broker', () => {
  test('that isn’t there', async ({ onTestFinished }) => {
    const trial = await openSite(onTestFinished, { mqtt: `mqtt://127.0.0.1:${await freePort()}` });
    const gateway = await trial.begin();
    await until('a failed attempt', async () => ((await gateway.status()).uplinks[0]?.counters['failures'] ?? 0) > 0);
    console.log(await trial.command('status'), JSON.stringify(await gateway.status()));
  });
  test('that refuses the password', async ({ onTestFinished }) => {
    const url = await startBroker(onTestFinished, {
      authenticate: (_client, _user, _password, done) =>
        done(Object.assign(new Error('no'), { returnCode: 4 }), false),
    });
    const trial = await openSite(onTestFinished, { mqtt: url, username: 'box', password: '${PW}' });
    const gateway = await trial.begin({ environment: { PW: 'wrong' } });
    await until('a failed attempt', async () => ((await gateway.status()).uplinks[0]?.counters['failures'] ?? 0) > 0);
    console.log(await trial.command('status'));
    expect(1).toBe(1);
  });
});
