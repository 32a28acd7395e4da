import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import type { Bench } from './bench.ts';
import { type BenchPlace, inBenchPlace, withChildren } from './load/bench-place.ts';
import { askNumber, type LineChild } from './load/child.ts';
import { REGISTERS, startBareLoop, startLoadedGateway, UNITS } from './load/loaded-gateway.ts';
import { cpuSeconds, peakMegabytes, residentMegabytes } from './load/process-cost.ts';
import { spread } from './load/statistics.ts';

const PERIOD: Millis = 1000;
const WARM_UP: Millis = 60_000;
const SAMPLES = 60;
const SAMPLE_EVERY: Millis = 5_000;

const MOST_MEGABYTES = 140;

/** What a process took while it read 1,000 channels each second. */
interface Footprint {
  /** Resident megabytes, sample by sample, of the process and all below it. */
  readonly resident: readonly number[];
  readonly peak: number;
  /** CPU seconds per 100,000 readings. */
  readonly cpu: number;
}

const watched = async ({ devices }: BenchPlace, { pid }: LineChild): Promise<Footprint> => {
  await sleep(systemClock, WARM_UP);
  const [requests, cpu] = [await askNumber(devices), cpuSeconds(pid)];
  const resident: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await sleep(systemClock, SAMPLE_EVERY);
    resident.push(residentMegabytes(pid));
  }
  const readings = ((await askNumber(devices)) - requests) * REGISTERS;
  return { resident, peak: peakMegabytes(pid), cpu: (cpuSeconds(pid) - cpu) / (readings / 100_000) };
};

const bareLoop = (): Promise<Footprint> =>
  inBenchPlace(async (place) => {
    const loop = await startBareLoop(place, PERIOD);
    return await withChildren([loop], () => watched(place, loop));
  });

const gateway = (): Promise<Footprint> =>
  inBenchPlace(async (place) => {
    const { larder, platform } = await startLoadedGateway(place, { every: `${PERIOD}ms` });
    return await withChildren([larder, platform], () => watched(place, larder));
  });

const minutes = (SAMPLES * SAMPLE_EVERY) / 60_000;

export const bench: Bench = {
  name: 'memory',
  about: `The whole gateway at 1,000 channels each second (${UNITS} units of ${REGISTERS} registers over TCP to mosquitto, all parts on), looked at every ${SAMPLE_EVERY / 1000} s for ${minutes} minutes after the first; the bare modbus-serial and MQTT.js loop at the same pace and the same time.`,
  run: async (report) => {
    const [bare, whole] = await Promise.all([bareLoop(), gateway()]);
    const largest = Math.max(...whole.resident);
    const times = whole.cpu / bare.cpu;
    report({
      what: 'the gateway, MB resident in all its processes',
      reached: spread(whole.resident, 0),
      target: `≤ ${MOST_MEGABYTES}`,
      ok: largest <= MOST_MEGABYTES,
    });
    report({
      what: 'the gateway, the most it ever had, its start included',
      reached: `${whole.peak.toFixed(0)} MB`,
      target: `≤ ${MOST_MEGABYTES}`,
      ok: whole.peak <= MOST_MEGABYTES,
    });
    report({ what: 'the bare loop, MB resident', reached: spread(bare.resident, 0), target: 'shown' });
    report({ what: 'the bare loop, CPU s per 100,000 readings', reached: bare.cpu.toFixed(2), target: 'the floor' });
    report({ what: 'the gateway, CPU s per 100,000 readings', reached: whole.cpu.toFixed(2), target: '≤ 3 × the floor' });
    report({ what: 'the gateway ÷ the bare loop', reached: times.toFixed(2), target: '≤ 3', ok: times <= 3 });
  },
};
