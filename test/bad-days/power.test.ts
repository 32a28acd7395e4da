import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { countProvenTime } from '../../gateway/cases/kitchen/proven-time.ts';
import { GAP_PERIODS } from '../../gateway/domain/three-times.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { openTrial, probes } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

/** The time between two readings, in ms. */
const PERIOD = 200;
const source = { document: 'a test', edition: '1', force: 'practice', verified: false };
/** The second value of the sensor stands for the mains: below 50 they are gone. */
const MAINS = {
  id: 'test.mains', unit: '%RH', appliesTo: { en: 'a test', 'zh-CN': '测试' },
  limits: [{ level: 'operational', side: 'low', value: 50, onDelay: '0s', offDelay: '0s', deadband: 0, cause: 'mains', source }],
  silence: '60s', probeFault: '60s', afterGap: false, delays: source,
}; // biome-ignore format: a rule to read

test('when the mains go, the last message is out before the box dies, whatever the intervals; afterwards the time off is unproven', async ({
  onTestFinished,
}) => {
  const devices = await createCountingDevices(1);
  const server = await serveCounting(devices);
  onTestFinished(() => server.close());
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const platform = await openPlatform(onTestFinished, { url: broker.url });
  const [probe] = probes(1, `${PERIOD}ms`);
  const site = {
    // Nothing but the alarm itself brings anything out within this test.
    keep: { commit: '1min', seal: '1h' },
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [{ ...probe, channels: { temperature: {}, humidity: { rule: 'test.mains' } } }],
    uplinks: [{ id: 'city', mqtt: broker.url }],
    rules: './rules',
  };
  const trial = openTrial(onTestFinished, site);
  mkdirSync(join(trial.folder, 'rules'));
  writeFileSync(join(trial.folder, 'rules', 'test.yaml'), stringify({ rules: [MAINS] }));
  const mains = () => platform.facts().filter((fact) => fact.kind === 'alarm' && fact.cause === 'mains');

  const first = await trial.begin();
  await until('the uplink', async () => (await first.status()).uplinks[0]?.connected);
  await until('a value', async () => (await first.status()).channels[1]?.value === 55);
  devices.devices[0]?.show('humidity', 0);
  await until('the last message', () => mains().length > 0);
  first.kill('SIGKILL'); // the UPS is empty
  await first.ended;
  expect(mains()).toMatchObject([{ active: true, acknowledged: false }]);
  // The readings up to the alarm came before it.
  expect(platform.receiver.upTo('readings')).toBeGreaterThan(0);

  devices.devices[0]?.show('humidity', 55);
  // A gateway that is back within a few periods has left no gap.
  const dark = systemClock.elapsed();
  await until('a gap', () => systemClock.elapsed() - dark > GAP_PERIODS * PERIOD);
  const second = await trial.begin();
  await until('the mains are back', () => mains().length > 1);
  expect(mains()[1]).toMatchObject({ active: false });
  // It is over, and nobody has seen it yet.
  expect((await second.status()).alarms).toMatchObject([{ cause: 'mains', active: false, wants: ['acknowledge'] }]);
  expect((await second.stop()).with).toBe(0);

  const { out } = await trial.command('export', '--format', 'ndjson', '--channel', 'probe-1/temperature');
  const gap = platform.facts().find((fact) => fact.kind === 'gap' && fact.what === 'gateway');
  expect(gap).toMatchObject({ reason: 'crashed' });
  const off = gap?.kind === 'gap' ? { from: gap.from, to: gap.to } : { from: 0, to: 0 };
  expect(off.to).toBeGreaterThan(off.from);
  const count = countProvenTime({ ...off, low: -40, high: 80, every: PERIOD });
  for (const line of out.trim().split('\n')) {
    const { time, value } = JSON.parse(line);
    count.see(Date.parse(time), value, true);
  }
  // The last value before the end proves one period, and no more.
  const times = count.result();
  expect(times.out).toBe(0);
  expect(times.unproven).toBeGreaterThanOrEqual(off.to - off.from - PERIOD);
});
