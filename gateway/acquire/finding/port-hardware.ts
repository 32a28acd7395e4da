import { basename, dirname, join } from 'node:path';
import { linkAt, realPathOf, type SystemRoots, textOf } from './system-files.ts';

/** A USB device as it names itself. */
export interface UsbIdentity {
  /** Four hex digits each: `1a86` and `7523`. */
  readonly vendor: string;
  readonly product: string;
  /** Absent where the device has none, as the CH340 has none. */
  readonly serial?: string;
  /** Which of the device's interfaces this port is: two hex digits. */
  readonly interface: string;
  /** The maker's and the product's name, as the device says them. */
  readonly words: string;
}

/** What stands behind a port. */
export interface PortHardware {
  /** The kernel's driver: `ftdi_sio`, `ch341-uart`, `serial8250`. */
  readonly driver?: string;
  readonly usb?: UsbIdentity;
}

/** The hardware behind a port of the kernel's, by its name there (`ttyUSB0`). */
export const hardwareOf = async (roots: SystemRoots, name: string): Promise<PortHardware> => {
  const device = await realPathOf(join(roots.sys, 'class/tty', name, 'device'));
  if (device === undefined) return {};
  const driver = await driverAbove(device, roots.sys);
  const usb = await usbAbove(device, roots.sys);
  return { ...(driver === undefined ? {} : { driver }), ...(usb === undefined ? {} : { usb }) };
};

/** Names by which newer kernels put a port and its controller between a port and the hardware. */
const BETWEEN: ReadonlySet<string> = new Set(['port', 'ctrl']);

const driverAbove = async (from: string, sys: string): Promise<string | undefined> => {
  for (let folder = from; folder.length > sys.length; folder = dirname(folder)) {
    const driver = await linkAt(join(folder, 'driver'));
    if (driver !== undefined && !BETWEEN.has(basename(driver))) return basename(driver);
  }
  return undefined;
};

/** Climbs from a port's folder to that of the USB device it belongs to, and notes the interface on the way. */
const usbAbove = async (from: string, sys: string): Promise<UsbIdentity | undefined> => {
  let number = '00';
  for (let folder = from; folder.length > sys.length; folder = dirname(folder)) {
    number = (await textOf(join(folder, 'bInterfaceNumber'))) ?? number;
    const vendor = await textOf(join(folder, 'idVendor'));
    if (vendor !== undefined) return usbAt(folder, vendor, number);
  }
  return undefined;
};

const usbAt = async (folder: string, vendor: string, number: string): Promise<UsbIdentity> => {
  const [product, serial, maker, model] = await Promise.all(
    ['idProduct', 'serial', 'manufacturer', 'product'].map((file) => textOf(join(folder, file))),
  );
  const words = [maker, model].filter((part) => part !== undefined && part !== '').join(' ');
  return { vendor, product: product ?? '????', ...(serial ? { serial } : {}), interface: number, words };
};
