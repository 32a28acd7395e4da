import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemRoots } from '../../../../gateway/acquire/finding/system-files.ts';

/** A USB adapter to plant. `socket` is where it is plugged in: `1-1.2`. */
export interface PlantedAdapter {
  readonly name: string;
  readonly socket: string;
  readonly vendor: string;
  readonly product: string;
  readonly words: string;
  readonly serial?: string;
  readonly driver: string;
  readonly latency?: number;
  /** Names below /dev/serial/by-id and by-path that lead to it. */
  readonly byId?: string;
  readonly byPath?: readonly string[];
}

/** A tree of /dev, /sys and /proc in a temporary folder, as Linux builds them. */
export const createPortTree = () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'larder-ports-')));
  const roots: SystemRoots = {
    dev: join(root, 'dev'),
    sys: join(root, 'sys'),
    proc: join(root, 'proc'),
    locks: join(root, 'lock'),
  };
  const file = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const link = (target: string, path: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  for (const folder of Object.values(roots)) mkdirSync(folder, { recursive: true });

  const kernelPort = (name: string, device: string): void => {
    mkdirSync(join(device, 'tty', name), { recursive: true });
    link(device, join(device, 'tty', name, 'device'));
    link(join(device, 'tty', name), join(roots.sys, 'class/tty', name));
    file(join(roots.dev, name), '');
  };

  return {
    roots,
    file,
    link,
    /** A USB serial adapter with its driver and links. */
    adapter: (planted: PlantedAdapter): void => {
      const usb = join(roots.sys, 'devices/usb1', planted.socket);
      const device = join(usb, `${planted.socket}:1.0`, planted.name);
      file(join(usb, 'idVendor'), `${planted.vendor}\n`);
      file(join(usb, 'idProduct'), `${planted.product}\n`);
      file(join(usb, 'product'), `${planted.words}\n`);
      if (planted.serial !== undefined) file(join(usb, 'serial'), `${planted.serial}\n`);
      file(join(usb, `${planted.socket}:1.0`, 'bInterfaceNumber'), '00\n');
      kernelPort(planted.name, device);
      link(`/sys/bus/usb-serial/drivers/${planted.driver}`, join(device, 'driver'));
      if (planted.latency !== undefined) file(join(device, 'latency_timer'), `${planted.latency}\n`);
      if (planted.byId !== undefined) link(`../../${planted.name}`, join(roots.dev, 'serial/by-id', planted.byId));
      for (const name of planted.byPath ?? []) link(`../../${planted.name}`, join(roots.dev, 'serial/by-path', name));
    },
    /** A port on the board; `type` 0 is a place without hardware. */
    builtIn: (name: string, type: string): string => {
      const device = join(roots.sys, 'devices/platform', name);
      kernelPort(name, device);
      file(join(device, 'tty', name, 'type'), `${type}\n`);
      return device;
    },
    /** A program with these files open. */
    program: (pid: number, command: string, open: readonly string[]): void => {
      file(join(roots.proc, String(pid), 'cmdline'), command.replaceAll(' ', '\0'));
      file(join(roots.proc, String(pid), 'comm'), command.slice(0, 15));
      mkdirSync(join(roots.proc, String(pid), 'fd'));
      for (const [number, path] of open.entries()) symlinkSync(path, join(roots.proc, String(pid), 'fd', String(number)));
    },
  };
};
