import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { wordsOf } from '../../gateway/domain/edge-error.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from '../bad-days/counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial } from '../bad-days/gateway-on-trial.ts';
import { openPlatform } from '../bad-days/platform.ts';
import { until } from '../bad-days/until.ts';
import { writeWetRule } from '../bad-days/wet-rule.ts';
import { cannotRun, needsPeers } from './peer.ts';
import { injectFault } from './strace.ts';

/** Two sensors read at a pace, one of them with a rule for its humidity, and a platform that stores. */
const openSite = async (later: Later, every: string) => {
  const broker = await startBroker();
  later(() => broker.close());
  const platform = await openPlatform(later, { url: broker.url });
  const devices = await createCountingDevices(2);
  const server = await serveCounting(devices);
  later(() => server.close());
  const probe = { line: 'bus', profile: 'xy-md02', every };
  const trial = openTrial(later, {
    keep: { commit: '100ms', seal: '500ms' },
    rules: './rules',
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [
      { ...probe, id: 'probe-1', unit: 1, channels: { temperature: {} } },
      { ...probe, id: 'probe-2', unit: 2, channels: { temperature: {}, humidity: { rule: 'test.wet' } } },
    ],
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  writeWetRule(trial.folder);
  return { platform, devices, trial };
};

const recordOf = async (gateway: GatewayOnTrial) => (await gateway.status()).journal;

/** A disk of its own, in memory; undone afterwards. The test ends where this machine doesn't let us mount. */
const mountSmallDisk = (context: TestContext, path: string, megabytes: number): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    cannotRun(context, `it needs the right to mount a small disk: ${wordsOf(error).trim()}`);
  }
  context.onTestFinished(() => void execFileSync('umount', ['-l', path]));
};

/** Takes every byte that is left on a disk. */
const fillUp = (path: string): void => {
  const file = openSync(path, 'w');
  try {
    for (const page = Buffer.alloc(4096); ; ) writeSync(file, page);
  } catch (error) {
    if (!String(error).includes('ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

describe.concurrent('a disk', () => {
  test('that is full keeps alarms in its reserve, counts the readings that find no room, and says so', async (context) => {
    const { onTestFinished } = context;
    const { platform, devices, trial } = await openSite(onTestFinished, '50ms');
    mountSmallDisk(context, trial.dataFolder, 24);
    const gateway = await trial.begin();
    await until('readings arrive', () => platform.receiver.upTo('readings') > 20);
    const ballast = join(trial.dataFolder, 'ballast');
    fillUp(ballast);
    await until('trouble is told', async () => (await recordOf(gateway)).trouble === 'full');
    devices.devices[1]?.show('humidity', 95);
    await until('the alarm arrives', () => platform.facts().some((fact) => fact.kind === 'alarm' && fact.active));
    await until('readings find no room', async () => (await recordOf(gateway)).dropped > 100);
    const { code, out } = await trial.command('status');
    expect(code).toBe(1);
    expect(out).toContain('record in trouble: THE DISK IS FULL');

    rmSync(ballast);
    await until('it is well again', async () => (await recordOf(gateway)).trouble === undefined);
    const { readings } = await recordOf(gateway);
    await until('the record goes on', async () => (await recordOf(gateway)).readings > readings + 20);
    const { dropped } = await recordOf(gateway);
    expect(await gateway.stop()).toMatchObject({ with: 0 });
    const told = platform.facts().flatMap((fact) => (fact.kind === 'gap' && fact.what === 'readings' ? [fact.reason] : []));
    expect(sum(told.map((reason) => Number(/^storage-full:(\d+)$/.exec(reason)?.[1])))).toBe(dropped);
    expect(platform.faults()).toEqual([]);
    expect(platform.outcome(devices)).toMatchObject({ altered: 0, duplicated: 0, misnumbered: 0 });
  });

  test('that turned read-only ends nothing: reading and alarming go on, and the record when it can be written again', async (context) => {
    needsPeers(context, 'strace');
    const { platform, devices, trial } = await openSite(context.onTestFinished, '100ms');
    const gateway = await trial.begin();
    await until('readings arrive', () => platform.receiver.upTo('readings') > 20);
    const mend = await injectFault(context.onTestFinished, gateway.pid, 'pwrite64,fsync,fdatasync,ftruncate:error=EROFS');
    await until('trouble is told', async () => (await recordOf(gateway)).trouble === 'failing');
    devices.devices[1]?.show('humidity', 95);
    // The box has an alarm of its own of such a card, besides.
    await until('the alarm stands', async () => (await gateway.status()).alarms.some(({ cause }) => cause === 'high'));
    expect((await trial.command('status')).out).toContain('record in trouble: THE DISK CAN’T BE WRITTEN');
    await mend();
    await until('the alarm arrives', () =>
      platform.facts().some((fact) => fact.kind === 'alarm' && fact.active && fact.cause === 'high'),
    );
    expect(await gateway.stop()).toMatchObject({ with: 0 });
    expect(platform.faults()).toEqual([]);
    expect(platform.outcome(devices)).toMatchObject({ altered: 0, duplicated: 0, misnumbered: 0 });
  });

  test('that takes two seconds for every sync delays no reading and loses none', async (context) => {
    needsPeers(context, 'strace');
    // A sync in the way would cost each unit four polls; what other work costs them on a busy machine is far less than one.
    const { platform, devices, trial } = await openSite(context.onTestFinished, '400ms');
    const gateway = await trial.begin();
    await injectFault(context.onTestFinished, gateway.pid, 'fsync,fdatasync:delay_enter=2000000');
    const since = platform.receiver.upTo('readings');
    await until('readings arrive', () => platform.receiver.upTo('readings') > since + 100, 40_000);
    const { lines } = await gateway.status();
    expect(Object.values(lines[0]?.units ?? {}).map(({ missed }) => missed)).toEqual([0, 0]);
    const { with: code, took } = await gateway.stop();
    await until('the last block arrives', () => platform.outcome(devices).lost.length === 0);
    expect(platform.faults()).toEqual([]);
    expect(platform.outcome(devices)).toMatchObject({ lost: [], altered: 0, duplicated: 0, misnumbered: 0 });
    // One sync may be under way, and one takes in all that is left; there is no time to fold the log in.
    expect({ code, words: code === 0 ? '' : gateway.err() }).toEqual({ code: 0, words: '' });
    expect(took).toBeLessThan(8_000);
  });
});
