import { expect, test } from 'vitest';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { serveSerial } from '../../simulators/world/serial-server.ts';
import { createCountingDevices } from '../bad-days/counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';
import { needsPeers } from './peer.ts';
import { openPtyPair } from './pty-pair.ts';

const LINES = ['left', 'right', 'top', 'bottom'] as const;
const TIMES = 5;
const BAUD = 115_200;

/** The library misses some of these losses, and then spins: the gateway must see them all by itself. */
const NOTICED_WITHIN = 5000;
const RECOVERED_WITHIN = 8000;

/** A wire with a device at its far end, to be torn out and put back together. */
const openWire = async (later: Later) => {
  const devices = await createCountingDevices(1);
  const pair = await openPtyPair();
  later(pair.close);
  const serve = () => serveSerial({ clock: systemClock, answers: devices.answers, path: pair.far, baud: BAUD, parity: 'none' });
  let server = await serve();
  later(() => server.close());
  return {
    path: pair.near,
    unplug: pair.unplug,
    replug: async () => {
      await server.close();
      await pair.replug();
      server = await serve();
    },
  };
};

/** How a line stands, as the gateway's own account has it. */
const lineOf = async (gateway: GatewayOnTrial, id: string) => {
  const { lines, channels, states } = await gateway.status();
  const channel = channels.find((each) => each.id === `${id}/temperature`);
  return {
    connected: lines.find((line) => line.id === id)?.connected === true,
    lost: states.some(({ on, state }) => on === `line:${id}` && state === 'lost'),
    readAt: channel?.quality === 'good' ? (channel.at ?? 0) : 0,
  };
};

test(`serial lines that are unplugged ${LINES.length * TIMES} times are missed within 5 s and come back by themselves`, async (context) => {
  needsPeers(context, 'socat');
  const { onTestFinished } = context;
  const wires = await Promise.all(LINES.map(() => openWire(onTestFinished)));
  const trial = openTrial(onTestFinished, {
    lines: LINES.map((id, place) => ({ id, serial: wires[place]?.path, baud: BAUD, slowest: '200ms' })),
    devices: LINES.flatMap((id) => probes(1, '200ms').map((probe) => ({ ...probe, id, line: id }))),
  });
  const gateway = await trial.begin();
  const noticed: number[] = [];
  const recovered: number[] = [];
  const endure = async (id: string, wire: (typeof wires)[number]): Promise<void> => {
    await until('it reads', async () => (await lineOf(gateway, id)).readAt > 0);
    for (let time = 0; time < TIMES; time += 1) {
      const torn = systemClock.elapsed();
      await wire.unplug();
      const isNoticed = async () => {
        const { connected, lost } = await lineOf(gateway, id);
        return !connected && lost;
      };
      await until(`the loss of ${id} is noticed`, isNoticed, NOTICED_WITHIN);
      noticed.push(systemClock.elapsed() - torn);
      await wire.replug();
      const back = systemClock.now();
      await until(`${id} reads again`, async () => (await lineOf(gateway, id)).readAt > back, RECOVERED_WITHIN);
      recovered.push(systemClock.now() - back);
    }
  };
  await Promise.all(wires.map((wire, place) => endure(LINES[place] ?? '', wire)));
  expect([noticed.length, recovered.length]).toEqual([LINES.length * TIMES, LINES.length * TIMES]);
  expect(Math.max(...noticed)).toBeLessThan(NOTICED_WITHIN);
  expect(Math.max(...recovered)).toBeLessThan(RECOVERED_WITHIN);
  expect(await gateway.stop()).toMatchObject({ with: 0 });
}, 120_000);
