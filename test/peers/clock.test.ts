import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { createCountingDevices, serveCounting } from '../bad-days/counting-devices.ts';
import { type Later, openTrial } from '../bad-days/gateway-on-trial.ts';
import { openPlatform, type Platform } from '../bad-days/platform.ts';
import { until } from '../bad-days/until.ts';
import { writeWetRule } from '../bad-days/wet-rule.ts';
import { createAuthority, type TestAuthority } from './certificates.ts';
import { createFakedClock } from './faked-clock.ts';
import { startMosquitto } from './mosquitto.ts';
import { isThere, needsPeers } from './peer.ts';

const HOUR = 3_600_000;

let authority: TestAuthority;
beforeAll(() => {
  if (isThere('openssl')) authority = createAuthority();
});
afterAll(() => authority?.remove());

/** A site with TLS to its platform, one sensor, and a rule that silence of a minute breaks. */
const openSite = async (later: Later) => {
  const broker = await startMosquitto({ tls: authority.issue({ name: 'broker' }) });
  later(() => broker.stop());
  const platform = await openPlatform(later, { url: broker.url, connection: { ca: readFileSync(authority.ca) } });
  const devices = await createCountingDevices(1);
  const server = await serveCounting(devices);
  later(() => server.close());
  const channels = { temperature: {}, humidity: { rule: 'test.wet' } };
  const trial = openTrial(later, {
    rules: './rules',
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [{ id: 'probe-1', line: 'bus', unit: 1, profile: 'xy-md02', every: '100ms', channels }],
    uplinks: [{ id: 'city', mqtt: broker.url, ca: authority.ca }],
  });
  writeWetRule(trial.folder);
  return { platform, devices, trial };
};

/** Readings that were sealed from now on have arrived. */
const moreArrives = (platform: Platform): Promise<boolean> => {
  const begun = platform.receiver.upTo('readings');
  return until('more readings arrive', () => platform.receiver.upTo('readings') > begun + 40);
};

const expectNothingElse = ({ faults, outcome, facts }: Platform, devices: Parameters<Platform['outcome']>[0]): void => {
  expect(faults()).toEqual([]);
  expect(outcome(devices)).toMatchObject({ lost: [], altered: 0, duplicated: 0, misnumbered: 0 });
  expect(facts().filter(({ kind }) => kind === 'alarm')).toEqual([]);
};

describe.concurrent('the wall clock', () => {
  test.for(['sure', 'none'] as const)(
    'may jump an hour either way: told, and nothing else happens (time service: %s)',
    async (service, context) => {
      needsPeers(context, 'libfaketime', 'mosquitto', 'openssl');
      const { platform, devices, trial } = await openSite(context.onTestFinished);
      const clock = createFakedClock(trial.folder, 0, service);
      const gateway = await trial.begin({ environment: clock.environment });
      await moreArrives(platform);
      clock.setAhead(HOUR);
      await moreArrives(platform);
      clock.setAhead(-HOUR);
      await moreArrives(platform);
      expect(await gateway.stop()).toMatchObject({ with: 0 });
      expectNothingElse(platform, devices);
      const steps = platform
        .facts()
        .flatMap((fact) => (fact.kind === 'clock' ? [[fact.clock, Math.round(fact.step / 1000)]] : []));
      const trust = service === 'sure' ? 'sure' : 'unsure';
      expect(steps).toEqual([
        [trust, 3600],
        [trust, -7200],
      ]);
    },
  );

  test('may begin in 1970: the record goes on from what it knew, and TLS holds', async (context) => {
    needsPeers(context, 'libfaketime', 'mosquitto', 'openssl');
    const { platform, devices, trial } = await openSite(context.onTestFinished);
    const clock = createFakedClock(trial.folder, 0, 'none');
    const first = await trial.begin({ environment: clock.environment });
    await moreArrives(platform);
    await first.stop();
    const known = platform.blocks.at(-1)?.t0 ?? 0;

    clock.setAhead(-systemClock.now());
    const second = await trial.begin({ environment: clock.environment });
    await moreArrives(platform);
    expect((await trial.command('status')).out).toContain('clock not confirmed');
    const inTheDark = platform.blocks.length;
    expect(platform.blocks.at(-1)?.t0).toBeGreaterThan(known);

    clock.setAhead(0);
    await moreArrives(platform);
    expect(await second.stop()).toMatchObject({ with: 0 });
    expect(platform.blocks.slice(inTheDark).every(({ t0, clock: trust }) => t0 > known && trust === 'unsure')).toBe(true);
    expect(Math.abs((platform.blocks.at(-1)?.t0 ?? 0) - systemClock.now())).toBeLessThan(10_000);
    expectNothingElse(platform, devices);
  });

  test('may begin in 1970 on a new box: nothing vouches for the broker, and status says so', async (context) => {
    needsPeers(context, 'libfaketime', 'mosquitto', 'openssl');
    const { platform, trial } = await openSite(context.onTestFinished);
    const clock = createFakedClock(trial.folder, -systemClock.now(), 'none');
    const gateway = await trial.begin({ environment: clock.environment });
    await until('an attempt failed', async () => (await gateway.status()).uplinks[0]?.failure);
    const { code, out } = await trial.command('status');
    expect(code).toBe(1);
    expect(out).toContain('clock not confirmed');
    expect(out).toMatch(
      /certificate of CN=broker is not valid at .+ → The platform’s certificate can’t be trusted: check “ca”, and that the box’s clock is right\./,
    );
    await until('readings are kept all the same', async () => (await gateway.status()).journal.readings > 20);
    expect(platform.receiver.counts().blocks).toBe(0);
    expect(await gateway.stop()).toMatchObject({ with: 0 });
  });
});
