import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mosquitto, startMosquitto } from '../../peers/mosquitto.ts';
import { endChild, type LineChild, startChild } from './child.ts';

/** Where a gateway is loaded: a folder, a broker, and devices with registers. */
export interface BenchPlace {
  readonly folder: string;
  readonly broker: Mosquitto;
  readonly devices: LineChild;
  readonly devicePort: number;
}

/** For the time of `work`, with the devices of that module here; everything is ended after it, whatever comes. */
export const inBenchPlace = async <Result>(
  work: (place: BenchPlace) => Promise<Result>,
  module: 'register-server' | 'arrival-server' = 'register-server',
): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-load-'));
  const broker = await startMosquitto();
  const devices = startChild(`./${module}.js`, []);
  try {
    return await work({ folder, broker, devices, devicePort: Number(await devices.next()) });
  } finally {
    await endChild(devices);
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** With children for the time of `work`; each is ended after it. */
export const withChildren = async <Result>(children: readonly LineChild[], work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } finally {
    await Promise.all(children.map(endChild));
  }
};
