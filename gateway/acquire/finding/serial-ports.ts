import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { adapterOf } from '../line/adapter.ts';
import type { Adapter } from '../line/opened-port.ts';
import { hardwareOf, type PortHardware } from './port-hardware.ts';
import { findPortHolders, findPortLock, type PortHolder, type PortLock } from './port-holders.ts';
import { type PortNames, stableNames } from './port-names.ts';
import { linksByTarget, namesIn, realPathOf, type SystemRoots, textOf } from './system-files.ts';

/** One serial port, and all that is known of it without opening it. */
export interface SerialPortView extends PortNames, Adapter {
  /** The device node: `/dev/ttyUSB0`. It may be another one after the next start. */
  readonly path: string;
  readonly hardware: PortHardware;
  readonly holders: readonly PortHolder[];
  readonly lock?: PortLock;
  /** True where the kernel writes its own messages to this port. */
  readonly kernelConsole: boolean;
  /** Whether this user may open it; `no-node` where the kernel has the port, but there is no device node. */
  readonly access: 'allowed' | 'forbidden' | 'no-node';
}

/** All serial ports, and how many programs this user could not look into. */
export interface SerialPortList {
  readonly ports: readonly SerialPortView[];
  readonly unseen: number;
}

/**
 * Lists the serial ports from the system's own files: no udevadm, no port is opened. Consoles of the screen and ports
 * without hardware behind them are left out.
 */
export const listSerialPorts = async (roots: SystemRoots): Promise<SerialPortList> => {
  const names = await portsWithHardware(roots);
  const hardware = await Promise.all(names.map((name) => hardwareOf(roots, name)));
  const stable = await namesOfAll(roots, names, hardware);
  const { byPath, unseen } = await findPortHolders(roots, new Set(names.map((name) => join(roots.dev, name))));
  const views = names.map(async (name, place): Promise<SerialPortView> => {
    const path = join(roots.dev, name);
    return {
      path,
      ...(stable[place] ?? { recommended: path, because: 'no-stable-name' }),
      hardware: hardware[place] ?? {},
      holders: byPath.get(path) ?? [],
      ...(await adapterOf(path, roots.sys)),
      ...(await stateOf(roots, name)),
    };
  });
  return { ports: await Promise.all(views), unseen };
};

// The consoles of the screen have no device behind them; the kernel keeps places for PC ports (ttyS0 to ttyS31) whether
// or not there is hardware, and says type 0 where there is none.
const portsWithHardware = async (roots: SystemRoots): Promise<readonly string[]> => {
  const folder = join(roots.sys, 'class/tty');
  const names = await namesIn(folder);
  const real = await Promise.all(
    names.map(async (name) => {
      const device = await realPathOf(join(folder, name, 'device'));
      return device !== undefined && (await textOf(join(folder, name, 'type'))) !== '0';
    }),
  );
  return names.filter((_, place) => real[place]).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
};

const namesOfAll = async (
  roots: SystemRoots,
  names: readonly string[],
  hardware: readonly PortHardware[],
): Promise<readonly PortNames[]> => {
  const byId = await linksByTarget(join(roots.dev, 'serial/by-id'));
  const byPath = await linksByTarget(join(roots.dev, 'serial/by-path'));
  return stableNames(
    names.map((name, place) => {
      const path = join(roots.dev, name);
      return { path, byId: byId.get(path) ?? [], byPath: byPath.get(path) ?? [], usb: hardware[place]?.usb };
    }),
  );
};

const stateOf = async (roots: SystemRoots, name: string): Promise<Pick<SerialPortView, 'lock' | 'kernelConsole' | 'access'>> => {
  const lock = await findPortLock(roots, name);
  const consoles = await textOf(join(roots.sys, 'class/tty/console/active'));
  return {
    ...(lock === undefined ? {} : { lock }),
    kernelConsole: consoles?.split(' ').includes(name) === true,
    access: await accessTo(join(roots.dev, name)),
  };
};

const accessTo = async (path: string): Promise<SerialPortView['access']> => {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no-node' : 'forbidden';
  }
};
