import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { describe, expect, test } from 'vitest';
import { type Status, statusSchema } from '../../cloud-bridge/contract/status.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import type { GatewayOnTrial, Later } from './gateway-on-trial.ts';
import { openPanelSite, type PanelSite } from './panel-site.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

const LIGHTS = {
  notify: {
    lamp: { device: 'panel', coil: 'relay_1' },
    buzzer: { device: 'panel', coil: 'relay_2' },
  },
  people: [{ id: 'p-01', name: '张老师', role: 'manager' }],
};

const alarmOf = async (gateway: GatewayOnTrial, cause: string) =>
  (await gateway.status()).alarms.find((alarm) => alarm.cause === cause);

const push = async ({ panel, answered }: PanelSite): Promise<void> => {
  const reads = () => answered.values('panel/input_2').length;
  for (const state of [1, 0]) {
    panel.show('input_2', state);
    const before = reads();
    // Held until it was read: a finger is slower than the poll.
    await until('the button is read', () => reads() > before + 1);
  }
};

/** What the broker says of the box, oldest first. */
const statusesAt = async (url: string, later: Later): Promise<readonly Status[]> => {
  const statuses: Status[] = [];
  const client = await connectAsync(url);
  later(() => client.endAsync(true));
  client.on('message', (_, payload) => void statuses.push(statusSchema.parse(JSON.parse(payload.toString()))));
  await client.subscribeAsync('larder/1/bad-day/status', { qos: 1 });
  return statuses;
};

const lines = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a push button beside the cabinets', () => {
  test('acknowledges what stands: in the list, in the record, without a name; what was done is confirmed with an action of the site’s own', async ({
    onTestFinished,
  }) => {
    const site = await openPanelSite(onTestFinished);
    const { trial, air } = site;
    const gateway = await trial.begin();
    await push(site); // with nothing to acknowledge
    air(95);
    const { id } = await until('the alarm', () => alarmOf(gateway, 'high'));
    expect(await trial.command('alarms')).toMatchObject({ code: 1, out: expect.stringContaining('NOT SEEN YET') });
    await push(site);
    await until('it is acknowledged', async () => (await alarmOf(gateway, 'high'))?.acknowledged);
    const listed = await trial.command('alarms', '--json');
    expect(JSON.parse(listed.out)).toMatchObject([{ id, active: true, acknowledged: true, wants: ['confirm'] }]);
    const shown = await trial.command('alarms');
    expect(shown.out).toContain('shelf-dried');
    const words = ['--by', 'p-01', '--goods', 'none-affected'];
    expect(await trial.command('confirm', id, '--action', 'shelf-dried', ...words)).toMatchObject({ code: 0 });
    await gateway.stop();
    const acts = lines((await trial.command('export', '--what', 'acts', '--format', 'ndjson')).out);
    expect(acts).toMatchObject([
      { does: 'acknowledge', on: id, way: 'button', by: expect.stringMatching(/^[0-9a-f]{16}$/) },
      { does: 'confirm', on: id, action: 'shelf-dried' },
    ]);
    expect((await trial.command('verify')).code).toBe(0);
  });

  test('of a site whose own actions are faulty isn’t served: the line is told', async ({ onTestFinished }) => {
    const { trial } = await openPanelSite(onTestFinished);
    writeFileSync(join(trial.folder, 'actions.yaml'), 'actions:\n  repaired: { en: mended, zh-CN: 修好 }\n');
    const { code, err } = await trial.command('check');
    expect(code).toBe(2);
    expect(err).toMatch(/actions\.yaml:2 {2}actions\.repaired {2}Larder has an action “repaired” already\.\n {4}→ Give this one/);
  });
});

describe('a lamp and a buzzer on a relay', () => {
  test('are switched at the device, read back, and nothing else of it is ever written', async ({ onTestFinished }) => {
    const site = await openPanelSite(onTestFinished, LIGHTS);
    const { trial, air, panel, readBack, output } = site;
    const first = await trial.begin();
    await until('both are off', () => output(0) === false && output(1) === false);
    air(95);
    await until('both are on', () => output(0) === true && output(1) === true);
    await until('both were read back', () => readBack.includes('0 1') && readBack.includes('1 1'));
    await push(site);
    await until('the buzzer is quiet', () => output(1) === false);
    expect(output(0)).toBe(true);
    expect((await first.stop()).with).toBe(0);
    // Ended in order or killed: the lamp stays as it was, for the alarm does.
    expect(output(0)).toBe(true);

    const second = await trial.begin();
    const before = panel.written().length;
    await until('the lamp is switched again', () => panel.written().length > before);
    second.kill('SIGKILL');
    await second.ended;
    expect([output(0), output(1)]).toEqual([true, false]);

    air(60);
    const third = await trial.begin();
    await until('the lamp is off', () => output(0) === false);
    await third.stop();
    expect(new Set(panel.written().map(({ function: code, address }) => `${code} ${address}`))).toEqual(new Set(['5 0', '5 1']));
    const { out } = await trial.command('export', '--format', 'blocks');
    const notices = lines(out).flatMap((block) => ('facts' in block ? (block['facts'] as Record<string, unknown>[]) : []));
    expect(
      notices.filter(({ way, fate }) => way === 'lamp' && fate === 'delivered').map(({ about, through }) => [about, through]),
    ).toContainEqual(['alarm', 'panel']);
  });
});

test('when the mains go, an urgent fact has left the box within two seconds', async ({ onTestFinished }) => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const platform = await openPlatform(onTestFinished, { url: broker.url });
  const statuses = await statusesAt(broker.url, onTestFinished);
  const { trial, panel, answered } = await openPanelSite(onTestFinished, {
    keep: { commit: '1s', seal: '2s' },
    uplinks: [{ id: 'city', mqtt: broker.url }],
  });
  const mains = () => platform.facts().filter((fact) => fact.kind === 'alarm' && fact.cause === 'mains');
  const gateway = await trial.begin();
  await until('the uplink', async () => (await gateway.status()).uplinks[0]?.connected);
  await until('the mains are read', () => answered.values('panel/input_1').length > 2);
  await until('the status says so', () => statuses.at(-1)?.mains === 'on');
  expect(statuses.at(-1)).toMatchObject({ online: true, every: 900_000 });
  const cut = systemClock.elapsed();
  panel.show('input_1', 0);
  await until('the last message', () => mains().length > 0);
  expect(systemClock.elapsed() - cut).toBeLessThan(2_000);
  await until('the status says so, too', () => statuses.at(-1)?.mains === 'off');
  gateway.kill('SIGKILL'); // the supercapacitor is empty
  await gateway.ended;
  expect(mains()).toMatchObject([{ cause: 'mains', active: true, level: 'operational' }]);
  await until('the broker says so', () => statuses.at(-1)?.gone === 'lost');
  expect(readFileSync(trial.config, 'utf8')).toContain('equipment.mains_at_once');
});
