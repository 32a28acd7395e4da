import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep, type UtcMillis } from '../../gateway/domain/clock.ts';
import type { Bench } from './bench.ts';
import { type BenchPlace, inBenchPlace, withChildren } from './load/bench-place.ts';
import { ONE_DAY, writeCanteen, writeCanteenRecord } from './load/canteen-month.ts';
import { compiledPath, type LineChild } from './load/child.ts';
import { startLarder } from './load/loaded-gateway.ts';
import { rhythmOf } from './load/poll-rhythm.ts';
import { residentMegabytes } from './load/process-cost.ts';
import { percentile } from './load/statistics.ts';

const CABINETS = 20;
const DAYS = 31;
const PERIOD: Millis = 1000;
const WARM_UP: Millis = 8_000;
const BEFORE: Millis = 10_000;
const LOOK_EVERY: Millis = 20;
/** How often the report is made, one after another: one alone is over before many polls have come. */
const TIMES = 3;

/** The month that the record holds, whole: it ended a while ago. Midnight of 1 October 2026 in Shanghai. */
const MONTH = '2026-10-01';
const FROM: UtcMillis = Date.UTC(2026, 8, 30, 16);

interface Made {
  /** Seconds of each report. */
  readonly seconds: readonly number[];
  /** The most that the gateway and the report ever had together, MB resident. */
  readonly peak: number;
  /** The 99th percentile of the polls' jitter, just before and meanwhile. */
  readonly before: Millis;
  readonly p99: Millis;
  readonly polls: number;
}

const arrivalsIn = async (devices: LineChild): Promise<readonly (readonly [unit: number, at: Millis])[]> => {
  devices.say('');
  return JSON.parse(await devices.next());
};

/** Makes the PDF in a process of its own; looks at the memory of all until it is there. */
const printed = async (config: string, gateway: LineChild): Promise<{ readonly seconds: number; readonly peak: number }> => {
  const began = systemClock.elapsed();
  const words = ['report', 'month', '-c', config, '--date', MONTH, '-o', join(config, '..', 'month.pdf')];
  const child = spawn(process.execPath, [compiledPath('../../../gateway/cli/larder.js'), ...words], { stdio: 'inherit' });
  let ended: number | null | undefined;
  child.on('exit', (code) => {
    ended = code;
  });
  let peak = 0;
  while (ended === undefined) {
    peak = Math.max(peak, residentMegabytes(gateway.pid) + residentOf(child.pid ?? 0));
    await sleep(systemClock, LOOK_EVERY);
  }
  if (ended !== 0) throw new Error(`larder report ended with ${ended}`);
  return { seconds: (systemClock.elapsed() - began) / 1000, peak };
};

/** A process that has just ended has no memory to look at. */
const residentOf = (pid: number): number => {
  try {
    return residentMegabytes(pid);
  } catch {
    return 0;
  }
};

const made = async ({ devices, folder, devicePort }: BenchPlace): Promise<Made> => {
  const site = join(folder, 'canteen');
  await writeCanteenRecord(writeCanteen(site, CABINETS), FROM, DAYS);
  const config = writeCanteen(site, CABINETS, { port: devicePort, every: `${PERIOD}ms` });
  const gateway = startLarder(config);
  return await withChildren([gateway], async () => {
    await sleep(systemClock, WARM_UP);
    await arrivalsIn(devices);
    await sleep(systemClock, BEFORE);
    const before = deviationsOf(await arrivalsIn(devices));
    const reports: Awaited<ReturnType<typeof printed>>[] = [];
    for (let time = 0; time < TIMES; time += 1) reports.push(await printed(config, gateway));
    const arrivals = await arrivalsIn(devices);
    return {
      seconds: reports.map(({ seconds }) => seconds),
      peak: Math.max(...reports.map(({ peak }) => peak)),
      before: percentile(before, 0.99),
      p99: percentile(deviationsOf(arrivals), 0.99),
      polls: arrivals.length,
    };
  });
};

/** How far each poll of each unit was from its place in an even beat. */
const deviationsOf = (arrivals: Awaited<ReturnType<typeof arrivalsIn>>): readonly Millis[] => {
  const units = Array.from({ length: CABINETS }, (_, unit) =>
    arrivals.filter(([asked]) => asked === unit + 1).map(([, at]) => at),
  );
  return units.flatMap((times) => rhythmOf(times, PERIOD).deviations);
};

export const bench: Bench = {
  name: 'report',
  about: `A PDF of ${DAYS} days of ${CABINETS} cabinets at one reading a minute (${Math.round((CABINETS * DAYS * ONE_DAY) / 60_000)} readings), made by \`larder report\` while the gateway polls those cabinets each ${PERIOD} ms over TCP.`,
  run: async (report) => {
    const { seconds, peak, before, p99, polls } = await inBenchPlace(made, 'arrival-server');
    const slowest = Math.max(...seconds);
    report({
      what: `time to the PDF, ${TIMES} times`,
      reached: `${seconds.map((each) => each.toFixed(1)).join(', ')} s`,
      target: '≤ 8 s',
      ok: slowest <= 8,
    });
    report({
      what: 'the gateway and the report together, most MB resident',
      reached: peak.toFixed(0),
      target: '≤ 230',
      ok: peak <= 230,
    });
    report({ what: 'p99 of the polls’ jitter just before', reached: `${before.toFixed(1)} ms`, target: 'shown' });
    report({
      what: `p99 of the polls’ jitter meanwhile, ${polls} polls`,
      reached: `${p99.toFixed(1)} ms`,
      target: '≤ 20 ms',
      ok: p99 <= 20,
    });
  },
};
