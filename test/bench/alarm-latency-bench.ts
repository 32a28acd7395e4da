import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../gateway/app/system-clock.ts';
import type { Block } from '../../gateway/domain/block.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import { createSmallReceiver } from '../../simulators/stage/small-receiver.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import type { Bench } from './bench.ts';
import { withChildren } from './load/bench-place.ts';
import { startLarder, UNITS } from './load/loaded-gateway.ts';
import { writeLoadedSite } from './load/loaded-site.ts';
import { serveRegisters } from './load/register-device.ts';
import { median, percentile } from './load/statistics.ts';

const PERIOD: Millis = 1000;
const REGISTERS = 4;
/** Alarms of each unit, one after another; all units at the same time. */
const ALARMS = 8;
const GOOD = 40;
const TOO_WARM = 95;

const MOST: Millis = 1300;

/** The site's registers, and what a subscriber hears of them. */
class Kitchen {
  readonly #tenths = new Map<string, number>();
  readonly #heard = new Map<string, () => void>();

  readonly tenthsAt = (unit: number, address: number): number => this.#tenths.get(`${unit} ${address}`) ?? GOOD;

  /** Takes in a block as the subscriber got it. */
  readonly take = (block: Block): void => {
    if (block.lane !== 'urgent') return;
    for (const fact of block.facts) if (fact.kind === 'alarm') this.#heard.get(`${fact.channel} ${fact.active}`)?.();
  };

  /** Changes a register; resolves with the time until the subscriber knows. */
  async change(unit: number, address: number, tenths: number): Promise<Millis> {
    const told = new Promise<void>((resolve) => this.#heard.set(`unit-${unit}/t${address} ${tenths === TOO_WARM}`, resolve));
    const began = systemClock.elapsed();
    this.#tenths.set(`${unit} ${address}`, tenths);
    await told;
    return systemClock.elapsed() - began;
  }
}

/** One unit's alarms, each at a moment that has nothing to do with the polls. */
const alarmsOf = async (kitchen: Kitchen, unit: number): Promise<readonly Millis[]> => {
  const times: Millis[] = [];
  for (let alarm = 0; alarm < ALARMS; alarm += 1) {
    await sleep(systemClock, Math.random() * 2 * PERIOD);
    times.push(await kitchen.change(unit, alarm % REGISTERS, TOO_WARM));
    await sleep(systemClock, Math.random() * PERIOD);
    await kitchen.change(unit, alarm % REGISTERS, GOOD);
  }
  return times;
};

const measured = async (folder: string): Promise<readonly Millis[]> => {
  const kitchen = new Kitchen();
  const broker = await startMosquitto();
  const receiver = createSmallReceiver({ url: broker.url, gateway: 'bench', receiver: 'city', onBlock: kitchen.take });
  await receiver.ready;
  const devices = await serveRegisters({ tenthsAt: kitchen.tenthsAt });
  const site = writeLoadedSite(folder, {
    port: devices.port,
    brokerUrl: broker.url, units: UNITS, registers: REGISTERS, every: `${PERIOD}ms`, atOnce: true,
  }); // biome-ignore format: a list
  try {
    return await withChildren([startLarder(site)], async () => {
      await sleep(systemClock, 5 * PERIOD);
      const units = Array.from({ length: UNITS }, (_, unit) => alarmsOf(kitchen, unit + 1));
      return (await Promise.all(units)).flat();
    });
  } finally {
    devices.close();
    await receiver.close();
    await broker.stop();
  }
};

export const bench: Bench = {
  name: 'alarm-latency',
  about: `From a register’s change to a subscriber’s having the alarm, its block parsed and its chain checked: ${UNITS} units of ${REGISTERS} registers, each read every ${PERIOD} ms over TCP, a rule without delay, mosquitto. Up to ${PERIOD} ms of it is the wait for the next poll.`,
  run: async (report) => {
    const folder = mkdtempSync(join(tmpdir(), 'larder-alarm-'));
    try {
      const times = await measured(folder);
      const p99 = percentile(times, 0.99);
      report({ what: `p99 of ${times.length} alarms`, reached: `${p99.toFixed(0)} ms`, target: `≤ ${MOST} ms`, ok: p99 <= MOST });
      report({
        what: 'median, and the longest',
        reached: `${median(times).toFixed(0)} ms, ${Math.max(...times).toFixed(0)} ms`,
        target: 'shown',
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
