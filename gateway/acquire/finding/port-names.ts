import type { UsbIdentity } from './port-hardware.ts';

/** Why a port's recommended name is the one to write down. */
export type NameReason =
  | 'own-serial-number' // its name comes from a serial number that no other port here has: it may be plugged in anywhere
  | 'no-serial-number' // the adapter has no serial number: it is told apart by the socket it is plugged into
  | 'shared-serial-number' // another adapter has the same one, or all of its make have: told apart by the socket
  | 'built-in' // it is part of the board, and stays where it is
  | 'no-stable-name'; // the system has no stable name for it: it may change with the next start

/** The names of a port that survive a restart, and the one to write into the configuration. */
export interface PortNames {
  readonly byId?: string;
  readonly byPath?: string;
  readonly recommended: string;
  readonly because: NameReason;
}

/** A port with every link that leads to it. */
export interface NamedPort {
  /** The device node. */
  readonly path: string;
  readonly byId: readonly string[];
  readonly byPath: readonly string[];
  readonly usb?: UsbIdentity | undefined;
}

/** Serial numbers that makers leave as they came: they tell nobody apart. CP210x is sold with `0001`. */
const MEANINGLESS: ReadonlySet<string> = new Set([
  '0001',
  '0000',
  '00000000',
  '1234',
  '12345678',
  '123456789',
  '0123456789ABCDEF',
]);

/**
 * The stable names of all ports of a box, in their order. A name by-id is recommended only where it can mean no other
 * port: of two adapters alike without serial numbers, udev gives one name to whichever came last.
 */
export const stableNames = (ports: readonly NamedPort[]): readonly PortNames[] => {
  const alike = new Map<string, number>();
  for (const { usb } of ports) alike.set(identityOf(usb), (alike.get(identityOf(usb)) ?? 0) + 1);
  return ports.map((port) => namesOf(port, (alike.get(identityOf(port.usb)) ?? 0) > 1));
};

const identityOf = (usb: UsbIdentity | undefined): string =>
  usb === undefined ? '' : [usb.vendor, usb.product, usb.serial ?? '', usb.interface].join(' ');

const namesOf = (port: NamedPort, shared: boolean): PortNames => {
  const byId = port.byId[0];
  // Newer udev gives two names by path, the second with the USB version in it: the shorter one is in both.
  const byPath = [...port.byPath].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
  const names = { ...(byId === undefined ? {} : { byId }), ...(byPath === undefined ? {} : { byPath }) };
  return { ...names, ...choice(port, byId, byPath, shared) };
};

const choice = (
  { path, usb }: NamedPort,
  byId: string | undefined,
  byPath: string | undefined,
  shared: boolean,
): Pick<PortNames, 'recommended' | 'because'> => {
  if (usb === undefined) return { recommended: byPath ?? path, because: 'built-in' };
  const distinct = usb.serial !== undefined && !shared && !MEANINGLESS.has(usb.serial);
  if (distinct && byId !== undefined) return { recommended: byId, because: 'own-serial-number' };
  if (byPath === undefined) return { recommended: path, because: 'no-stable-name' };
  return { recommended: byPath, because: usb.serial === undefined ? 'no-serial-number' : 'shared-serial-number' };
};
