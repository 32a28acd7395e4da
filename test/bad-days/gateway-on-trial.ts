import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { stringify } from 'yaml';
import { askGateway } from '../../gateway/app/ask-gateway.ts';
import { type GatewayStatus, statusSchema } from '../../gateway/app/status.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import type { Millis } from '../../gateway/domain/clock.ts';
import { type Ended, type LarderProcess, larder, type ProcessWish, startLarder } from './larder-process.ts';
import { until } from './until.ts';

// Whole processes beside each other, on a machine that may have other work: they wait for events, and are given time for them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A gateway at work in a process of its own. */
export interface GatewayOnTrial extends LarderProcess {
  status(): Promise<GatewayStatus>;
  /** Tells it to end, by SIGTERM unless another signal is given; how it did, and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<Ended & { readonly took: Millis }>;
}

/** A configuration as it will stand in the file; what isn't said is as `BASE` has it. */
export type SiteText = Readonly<Record<string, unknown>>;

/** A site in a temporary folder, whose gateway may be started, ended and started again. */
export interface Trial {
  readonly folder: string;
  readonly config: string;
  readonly dataFolder: string;
  /** Starts the gateway, and waits until it answers on its socket. */
  begin(wish?: ProcessWish): Promise<GatewayOnTrial>;
  /** Starts the gateway, and waits for nothing. */
  start(wish?: ProcessWish): GatewayOnTrial;
  /** Runs another `larder` command on this site. */
  command(name: string, ...words: string[]): ReturnType<typeof larder>;
  /** Writes the configuration anew. */
  configure(site: SiteText): void;
}

/** Where cleanups are left; a test's own `onTestFinished`. */
export type Later = (cleanup: () => Promise<void> | void) => void;

/** Longest that a gateway may take to answer on a machine with other work. */
const LONGEST_START: Millis = 60_000;

/** What every site of these tests has; `site` goes over it. */
const BASE = {
  gateway: { id: 'bad-day', timezone: 'Asia/Shanghai', language: 'en' },
  data: './data',
  keep: { commit: '200ms', seal: '1s' },
};

/** Devices `probe-1`, `probe-2`, … as sites of these tests name them, all on line `bus`. */
export const probes = (howMany: number, every: string): readonly object[] =>
  Array.from({ length: howMany }, (_, place) => ({
    id: `probe-${place + 1}`,
    line: 'bus',
    unit: place + 1,
    profile: 'xy-md02',
    every,
    channels: { temperature: {} },
  }));

/** Writes a site, and cleans up after it: no process and no file of it outlives the test. */
export const openTrial = (later: Later, site: SiteText): Trial => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-bad-day-'));
  const config = join(folder, 'larder.yaml');
  const dataFolder = resolve(folder, String(site['data'] ?? './data'));
  const configure = (wanted: SiteText): void => writeFileSync(config, stringify({ ...BASE, ...wanted }), { mode: 0o600 });
  configure(site);
  later(() => rmSync(folder, { recursive: true, force: true }));
  const start = (wish?: ProcessWish): GatewayOnTrial => {
    const gateway = onTrial(startLarder(['run', '-c', config], wish), dataFolder);
    later(async () => {
      gateway.kill('SIGKILL');
      await gateway.ended;
    });
    return gateway;
  };
  return {
    folder, config, dataFolder, configure, start,
    begin: async (wish) => {
      const gateway = start(wish);
      await begun(gateway);
      return gateway;
    },
    command: (name, ...words) => larder([name, ...words, '-c', config]),
  }; // biome-ignore format: a list to read
};

const onTrial = (process: LarderProcess, dataFolder: string): GatewayOnTrial => ({
  ...process,
  status: async () => statusSchema.parse(await askGateway(dataFolder, { ask: 'status' }, systemClock)),
  stop: async (signal = 'SIGTERM') => {
    const told = systemClock.elapsed();
    process.kill(signal);
    const ended = await process.ended;
    return { ...ended, took: ended.at - told };
  },
});

const begun = async (gateway: GatewayOnTrial): Promise<void> => {
  const failed = gateway.ended.then((ended) => {
    throw new Error(`the gateway ended with ${ended.with}: ${gateway.err()}`);
  });
  await Promise.race([until('the gateway answers', () => gateway.status(), LONGEST_START), failed]);
};
