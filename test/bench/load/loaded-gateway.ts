import { join } from 'node:path';
import type { BenchPlace } from './bench-place.ts';
import { compiledPath, type LineChild, startChild, startProgram } from './child.ts';
import { type LoadedSite, writeLoadedSite } from './loaded-site.ts';

/** Units and registers of the site that benches load: 1,000 channels. */
export const UNITS = 50;
export const REGISTERS = 20;

const QUIET = { LARDER_LOG: 'error' };

/** The real gateway as a process of its own, `larder run`, which says only what goes wrong. */
export const startLarder = (config: string): LineChild =>
  startChild('../../../gateway/cli/larder.js', ['run', '-c', config], QUIET);

/**
 * The same, with every sync of a file made to take `delay` ms. Only these calls stop for the tracer (seccomp), and only the
 * thread that makes them; the tracer is the child's child, so that signals reach the gateway.
 */
export const startLarderOnSlowDisk = (config: string, delay: number): LineChild =>
  startProgram(
    'strace',
    [
      ...['-D', '-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync'],
      ...['-e', `inject=fdatasync,fsync:delay_exit=${delay * 1000}`],
      ...[process.execPath, compiledPath('../../../gateway/cli/larder.js'), 'run', '-c', config],
    ],
    QUIET,
  );

type SiteWish = Pick<LoadedSite, 'every'> & Partial<LoadedSite>;

/** Where the loaded site lives in the folder of its place. */
export const siteFolder = (folder: string): string => join(folder, 'site');

/** Writes the configuration of a site that reads the place's devices and sends to its broker. */
export const writeSite = ({ devicePort, broker, folder }: BenchPlace, more: SiteWish): string =>
  writeLoadedSite(siteFolder(folder), {
    port: devicePort,
    brokerUrl: broker.url,
    units: UNITS,
    registers: REGISTERS,
    ...more,
  });

/** A platform that stores what comes. */
export const startPlatform = async ({ broker }: BenchPlace): Promise<LineChild> => {
  const platform = startChild('./stored-counter.js', [broker.url]);
  await platform.next();
  return platform;
};

/** A gateway that reads the place's devices and sends to its broker, and a platform that stores what comes. */
export const startLoadedGateway = async (place: BenchPlace, more: SiteWish) => ({
  platform: await startPlatform(place),
  larder: startLarder(writeSite(place, more)),
});

/** The bare loop over the place's devices, a round each `pause` ms; 0 is as fast as possible. */
export const startBareLoop = async ({ devicePort, broker }: BenchPlace, pause: number): Promise<LineChild> => {
  const loop = startChild('./bare-loop.js', [devicePort, broker.url, UNITS, REGISTERS, pause].map(String));
  await loop.next();
  return loop;
};
