import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSerialPort } from '../../gateway/acquire/line/serial-port.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { deliverPlainPdu, stampAt } from '../../simulators/world/modem/network-pdus.ts';
import { createSimulatedModem } from '../../simulators/world/modem/simulated-modem.ts';
import { createCountingDevices, serveCounting } from '../bad-days/counting-devices.ts';
import { openTrial } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';
import { writeWetRule } from '../bad-days/wet-rule.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

beforeEach((context) => needsPeers(context, 'socat'));

const leftOpen: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});
const later = (close: () => Promise<void> | void): void => void leftOpen.push(close);

const COOK = '13800000001';
const BOSS = '13800000002';

test('an alarm rings the cook once, goes on to the manager, and stops when he answers by short message', {
  timeout: 180_000,
}, async () => {
  const pair = await openPtyPair();
  later(pair.close);
  const port = await openSerialPort(pair.far, { baud: 115_200, parity: 'none', dataBits: 8, stopBits: 1 }, systemClock);
  later(() => port.close());
  const modem = createSimulatedModem(port, systemClock);
  const counting = await createCountingDevices(1);
  const server = await serveCounting(counting);
  later(() => server.close());
  const trial = openTrial(later, {
    lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }],
    devices: [
      {
        id: 'probe-1',
        line: 'bus',
        unit: 1,
        profile: 'xy-md02',
        every: '500ms',
        channels: { humidity: { rule: 'test.wet', cabinet: 'dry store' } },
      },
    ],
    rules: './rules',
    people: [
      { id: 'cook', name: 'Li', phone: COOK },
      { id: 'boss', name: 'Zhang', phone: BOSS },
    ],
    notify: {
      steps: [
        { tell: ['cook'], by: ['voice', 'sms'] },
        { after: '15s', tell: ['boss'], by: ['sms'] },
        { after: '40s', tell: ['boss'], by: ['voice'] },
      ],
      modem: { serial: pair.near, ring: '10s' },
    },
  });
  writeWetRule(trial.folder);
  const gateway = await trial.begin();
  await until('the modem is ready', () => modem.told.includes('AT+CNMI=2,1,0,1,0'));
  counting.devices[0]?.show('humidity', 95);

  await until('the cook is called', () => modem.calls.length === 1, 40_000);
  expect(modem.calls[0]?.to).toBe(COOK);
  await until('both are written to', () => modem.messages.length === 2, 60_000);
  expect(modem.messages.map(({ to }) => to)).toEqual([COOK, BOSS]);
  expect(modem.messages[0]?.text).toContain('dry store: 95 %RH, above the legal limit of 80 %RH');

  // Neither a stranger nor a number that no message has acknowledges anything; both are kept, and shown.
  modem.receive('+8613999999999', '1');
  modem.receive(`+86${COOK}`, '7');
  await until('both are noted', async () => (await gateway.status()).notify?.replies.last.length === 2);
  const before = await gateway.status();
  expect(before.notify?.replies.counts).toEqual({ 'unknown-sender': 1, 'wrong-number': 1 });
  expect(before.alarms.map(({ acknowledged }) => acknowledged)).toEqual([false]);
  expect(gateway.out() + gateway.err()).not.toContain('3999999999');

  // In the default alphabet; and then another, who comes late.
  modem.deliver(deliverPlainPdu(`+86${BOSS}`, 'OK 1', stampAt(systemClock.now())));
  const seen = await until('the alarm is acknowledged', async () =>
    (await gateway.status()).alarms.find(({ acknowledged }) => acknowledged),
  );
  expect(seen.channel).toBe('probe-1/humidity');
  modem.receive(`+86${COOK}`, '收到');
  await until('the second answer is noted', async () => (await gateway.status()).notify?.replies.counts['late'] === 1);
  // What would have come at forty seconds does not.
  await until('the third step is past', () => systemClock.elapsed() - (modem.messages[0]?.at ?? 0) > 45_000, 60_000);
  expect(modem.calls).toHaveLength(1);
  const { notify } = await gateway.status();
  expect(notify?.last.map(({ way, to, fate }) => `${way} ${to} ${fate}`)).toContain('voice cook sent');
  expect(notify?.last.map(({ way, to, fate }) => `${way} ${to} ${fate}`)).toContain('sms boss answered');
  expect(notify?.replies.counts).toEqual({ 'unknown-sender': 1, 'wrong-number': 1, acknowledged: 1, late: 1 });

  const alarms = await trial.command('alarms', '--json');
  expect(alarms.out).toMatch(/"acknowledged":true/);
  const acts = await trial.command('export', '--what', 'acts', '--format', 'ndjson');
  expect(acts.out).toMatch(/"does":"acknowledge".*"way":"sms"/);
  expect(acts.out).not.toContain(BOSS);
  const screen = await trial.command('status');
  expect(screen.out).toContain('from cook: “7”, no message has this number');

  const tested = await trial.command('notify', 'test', '--to', 'cook', '--by', 'boss', '--ways', 'sms');
  expect(tested).toMatchObject({ code: 0 });
  expect(modem.messages.at(-1)).toMatchObject({ to: COOK, text: expect.stringContaining('this is a test') });
  expect((await gateway.stop()).with).toBe(0);
});
