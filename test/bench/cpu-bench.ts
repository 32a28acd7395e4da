import { join } from 'node:path';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import { RecordFile } from '../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../gateway/journal/sqlite-file.ts';
import type { Bench } from './bench.ts';
import { type BenchPlace, inBenchPlace, withChildren } from './load/bench-place.ts';
import { askNumber, type LineChild } from './load/child.ts';
import { REGISTERS, siteFolder, startBareLoop, startLoadedGateway, UNITS } from './load/loaded-gateway.ts';
import { cpuSeconds } from './load/process-cost.ts';
import { median, spread } from './load/statistics.ts';

const ROUNDS = 5;
const WARM_UP: Millis = 8_000;
const WINDOW: Millis = 10_000;

/** What one process did from the end of its warming up on. */
interface Cost {
  /** CPU seconds per 100,000 readings. */
  readonly cpu: number;
  /** Readings each second. */
  readonly rate: number;
}

interface GatewayCost extends Cost {
  /** Readings in the journal that the platform had not stored yet when the gateway had ended: the next run would send them. */
  readonly unsent: number;
  /** Readings that came faster than the journal could take them: dropped, counted, and told as a gap. */
  readonly dropped: number;
}

const pause = (time: Millis): Promise<void> => sleep(systemClock, time);

const bareLoop = (): Promise<Cost> =>
  inBenchPlace(async (place) => {
    const loop = await startBareLoop(place, 0);
    return await withChildren([loop], async () => {
      await pause(WARM_UP);
      const [requests, cpu] = [await askNumber(place.devices), cpuSeconds(loop.pid)];
      await pause(WINDOW);
      const readings = ((await askNumber(place.devices)) - requests) * REGISTERS;
      return { cpu: (cpuSeconds(loop.pid) - cpu) / (readings / 100_000), rate: readings / (WINDOW / 1000) };
    });
  });

/** CPU seconds of a process up to its end, looked at every 10 ms. */
const cpuToTheEnd = async ({ pid, ended, kill }: LineChild): Promise<number> => {
  let last = cpuSeconds(pid);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  kill('SIGTERM');
  for (; !over; await pause(10)) last = Math.max(last, lastKnownCpu(pid));
  return last;
};

/** 0 for a process that is gone. */
const lastKnownCpu = (pid: number): number => {
  try {
    return cpuSeconds(pid);
  } catch {
    return 0; // it ended since the last look
  }
};

/** How many readings the journal of the site in `folder` holds. */
const keptIn = (folder: string): number => {
  const record = new RecordFile(join(siteFolder(folder), 'data', JOURNAL_FILE));
  const [kept] = record.heads().readings;
  record.close();
  return kept;
};

/** Polls for a window, then ends in order: what was read in it is sealed, sent and stored, and all of that is paid for. */
const gatewayOver = async (place: BenchPlace, larder: LineChild, platform: LineChild): Promise<GatewayCost> => {
  await pause(WARM_UP);
  const [stored, cpu, requests] = [await askNumber(platform), cpuSeconds(larder.pid), await askNumber(place.devices)];
  await pause(WINDOW);
  const rate = (((await askNumber(place.devices)) - requests) * REGISTERS) / (WINDOW / 1000);
  const spent = (await cpuToTheEnd(larder)) - cpu;
  const storedAtEnd = await askNumber(platform);
  const kept = keptIn(place.folder);
  const dropped = Math.max(0, (await askNumber(place.devices)) * REGISTERS - kept);
  return { cpu: spent / ((storedAtEnd - stored) / 100_000), rate, unsent: kept - storedAtEnd, dropped };
};

const gateway = (): Promise<GatewayCost> =>
  inBenchPlace(async (place) => {
    const { larder, platform } = await startLoadedGateway(place, { every: '1ms' });
    return await withChildren([larder, platform], () => gatewayOver(place, larder, platform));
  });

const about = `CPU of the whole gateway as fast as it goes: ${UNITS} units of ${REGISTERS} registers over TCP to mosquitto; rules on every channel, journal, history, relay acknowledged by a receiver in another process. Beside it, round by round, the least that could stand in its place: modbus-serial and MQTT.js.`;

export const bench: Bench = {
  name: 'cpu',
  about,
  run: async (report) => {
    const bare: Cost[] = [];
    const whole: GatewayCost[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareLoop());
      whole.push(await gateway());
    }
    const [floor, cost] = [bare, whole].map((costs) => costs.map(({ cpu }) => cpu));
    const times = median(cost ?? []) / median(floor ?? []);
    const rate = (costs: readonly Cost[]): string => spread(costs.map((each) => each.rate), 0); // biome-ignore format: one thought
    report({ what: 'the bare loop, CPU s per 100,000 readings', reached: spread(floor ?? [], 3), target: 'the floor' });
    report({
      what: 'the gateway, CPU s per 100,000 readings stored by the platform',
      reached: spread(cost ?? [], 3),
      target: '≤ 3 × the floor',
    });
    report({ what: 'the gateway ÷ the bare loop', reached: times.toFixed(2), target: '≤ 3', ok: times <= 3 });
    report({ what: 'readings a second, the bare loop', reached: rate(bare), target: 'shown' });
    report({
      what: 'readings a second, the gateway; devices, broker and platform share the cores',
      reached: rate(whole),
      target: 'shown',
    });
    const unsent = spread(
      whole.map((each) => each.unsent),
      0,
    );
    const dropped = spread(
      whole.map((each) => each.dropped),
      0,
    );
    report({ what: 'readings that were stored in the box alone when the gateway had ended', reached: unsent, target: 'shown' });
    report({ what: 'readings that came faster than they could be stored', reached: dropped, target: 'shown' });
  },
};
