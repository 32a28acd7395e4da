import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askGateway } from '../../gateway/app/ask-gateway.ts';
import { settingsOfJournal } from '../../gateway/app/journal-settings.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import { statusSchema } from '../../gateway/app/status.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';
import { startMosquitto } from '../peers/mosquitto.ts';
import type { Bench, Row } from './bench.ts';
import { writeLargeJournal } from './load/large-journal.ts';
import { startLarder } from './load/loaded-gateway.ts';
import { writeLoadedSite } from './load/loaded-site.ts';
import { cpuSeconds } from './load/process-cost.ts';
import { type ServedRegisters, serveRegisters } from './load/register-device.ts';
import { median, spread } from './load/statistics.ts';
import { inBenchFolder } from './simulated-day.ts';

const GIGABYTE = 1e9;
const ROUNDS = 7;
const MOST: Millis = 1000;

/** One start, from the call of the program on. */
interface Start {
  /** Until the first device was asked: it answers at once. */
  readonly asked: Millis;
  /** Until the gateway shows the first value: it shows only what has outlived a power cut. */
  readonly durable: Millis;
  /** Of the whole process until then. */
  readonly cpu: number;
}

/** A device that tells when it is first asked after each `wait`. */
const serveFirst = async (): Promise<{ readonly device: ServedRegisters; wait(): Promise<Millis> }> => {
  let heard: (at: Millis) => void = () => undefined;
  const device = await serveRegisters({ onRequest: () => heard(systemClock.elapsed()) });
  const wait = (): Promise<Millis> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  return { device, wait };
};

const untilShown = async (folder: string): Promise<Millis> => {
  for (;;) {
    const { channels } = statusSchema.parse(await askGateway(folder, { ask: 'status' }, systemClock));
    if (channels.some(({ at }) => at !== null)) return systemClock.elapsed();
    await sleep(systemClock, 2);
  }
};

/** Starts the gateway, and ends it by `signal` as soon as it has shown a value. */
const measured = async (config: string, folder: string, wait: () => Promise<Millis>, signal: NodeJS.Signals): Promise<Start> => {
  const first = wait();
  const began = systemClock.elapsed();
  const larder = startLarder(config);
  try {
    const asked = (await first) - began;
    const durable = (await untilShown(folder)) - began;
    return { asked, durable, cpu: cpuSeconds(larder.pid) };
  } finally {
    larder.kill(signal);
    await larder.ended;
  }
};

const compiled = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = [join(compiled, 'dist'), realpathSync(join(compiled, 'node_modules'))];

/** Tells the kernel to let go of what it has of these folders' files in memory; what others have open stays. */
const forget = (folders: readonly string[]): void => {
  const forgetOne = ['dd', 'if={}', 'iflag=nocache', 'count=0', 'status=none'];
  execFileSync('find', [...folders, '-type', 'f', '-exec', ...forgetOne, ';']);
};

const rounds = async (start: () => Promise<Start>): Promise<readonly Start[]> => {
  const starts: Start[] = [];
  for (let round = 0; round < ROUNDS; round += 1) starts.push(await start());
  return starts;
};

const rowsOf = (stop: string, starts: readonly Start[]): readonly Row[] => {
  const durable = starts.map((start) => start.durable);
  return [
    {
      what: `after ${stop}: first reading durable, ms`,
      reached: spread(durable, 0),
      target: `≤ ${MOST} ms`,
      ok: median(durable) <= MOST,
    },
    { what: '  of it until the first device is asked, ms', reached: spread(starts.map(({ asked }) => asked), 0), target: 'shown' },
    { what: '  CPU seconds of the process until then', reached: spread(starts.map(({ cpu }) => cpu)), target: 'shown' },
  ]; // biome-ignore format: rows
};

const measure = async (folder: string, report: (row: Row) => void): Promise<void> => {
  const broker = await startMosquitto();
  const { device, wait } = await serveFirst();
  const config = writeLoadedSite(folder, { port: device.port, brokerUrl: broker.url, units: 10, registers: 2, every: '1s' });
  const site = await readSite(config, process.env, 'en');
  mkdirSync(site.dataFolder, { recursive: true });
  try {
    const size = writeLargeJournal({ ...settingsOfJournal(site, '0.0.0', 'sure'), bootId: 'before' }, GIGABYTE);
    report({ what: 'size of the file', reached: `${(size / 1e6).toFixed(0)} MB`, target: 'shown' });
    const start = (signal: NodeJS.Signals) => measured(config, site.dataFolder, wait, signal);
    await start('SIGTERM'); // the first one reads the program from the disk
    for (const row of rowsOf('a clean stop', await rounds(() => start('SIGTERM')))) report(row);
    await start('SIGKILL');
    for (const row of rowsOf('kill -9', await rounds(() => start('SIGKILL')))) report(row);
    const cold = async (): Promise<Start> => {
      forget([...PROGRAM, folder]);
      return await start('SIGKILL');
    };
    for (const row of rowsOf('kill -9, with program and record read from the disk anew', await rounds(cold))) report(row);
  } finally {
    device.close();
    await broker.stop();
  }
};

/** How long a gateway with years of record is blind after a start. */
export const bench: Bench = {
  name: 'start',
  about: `\`larder run\` with a journal of 1 GB, from the call of the program to the first reading that a power cut can’t take back: 10 units of 2 registers over TCP, rules, mosquitto; ${ROUNDS} starts each. Median, least and most.`,
  run: (report) => inBenchFolder((folder) => measure(folder, report)),
};
