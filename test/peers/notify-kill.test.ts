import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openSerialPort } from '../../gateway/acquire/line/serial-port.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { createSimulatedModem } from '../../simulators/world/modem/simulated-modem.ts';
import { createCountingDevices, serveCounting } from '../bad-days/counting-devices.ts';
import { openTrial } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';
import { writeWetRule } from '../bad-days/wet-rule.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

beforeEach((context) => needsPeers(context, 'socat'));

const blockSchema = z.looseObject({
  facts: z.array(z.looseObject({ kind: z.string(), way: z.string().optional(), fate: z.string().optional() })),
});

const leftOpen: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});
const later = (close: () => Promise<void> | void): void => void leftOpen.push(close);

test('killed while it rings, a gateway says that nobody knows, and rings again; what was sent is not sent twice', {
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
      { id: 'probe-1', line: 'bus', unit: 1, profile: 'xy-md02', every: '500ms', channels: { humidity: { rule: 'test.wet' } } },
    ],
    rules: './rules',
    people: [{ id: 'cook', phone: '13800000001' }],
    notify: { steps: [{ tell: ['cook'], by: ['sms', 'voice'] }], modem: { serial: pair.near, ring: '10s' } },
  });
  writeWetRule(trial.folder);
  const first = await trial.begin();
  await until('the modem is ready', () => modem.told.includes('AT+CNMI=2,1,0,1,0'));
  counting.devices[0]?.show('humidity', 95);
  await until('it rings', () => modem.calls[0]?.rang, 60_000);
  await first.stop('SIGKILL');

  await trial.begin();
  await until('it rings again', () => modem.calls.length === 2, 60_000);
  await until('the call is over', () => modem.calls[1]?.endedAt !== undefined, 60_000);
  expect(modem.messages).toHaveLength(1);

  const { out } = await trial.command('export', '--format', 'blocks');
  const facts = out.split('\n').flatMap((line) => (line.includes('"facts"') ? blockSchema.parse(JSON.parse(line)).facts : []));
  const fates = facts.filter(({ kind, way }) => kind === 'notice' && way === 'voice').map(({ fate }) => fate);
  expect(fates).toEqual(['begun', 'uncertain', 'begun', 'sent']);
});
