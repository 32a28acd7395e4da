import { readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Adapter } from './opened-port.ts';

/** Where the kernel tells of its ports. Handed in, so that tests build trees of their own. */
const SYSTEM_TREE = '/sys';

/** What isn't there, or may not be touched, is no fault: it is one thing less to be known. */
const orNothing = async <Found>(look: Promise<Found>): Promise<Found | undefined> => look.catch(() => undefined);

const folderOf = async (path: string, sys: string): Promise<string> =>
  join(sys, 'class/tty', basename((await orNothing(realpath(path))) ?? path), 'device');

const latencyIn = async (folder: string): Promise<number | undefined> => {
  const text = await orNothing(readFile(join(folder, 'latency_timer'), 'utf8'));
  return text === undefined ? undefined : Number(text);
};

const rs485In = async (folder: string): Promise<Adapter['rs485']> => {
  if ((await orNothing(realpath(folder)))?.includes('/usb') === true) return 'adapter';
  // Source: the kernel's binding rs485.yaml. What was set since, by an ioctl, can't be seen without one.
  return (await orNothing(stat(join(folder, 'of_node/linux,rs485-enabled-at-boot-time')))) === undefined ? 'unknown' : 'kernel';
};

/** Bids the adapter of a port hand over what it hears at once (FTDI: in 1 ms, instead of 16). True when it obeyed. */
export const hurryAdapter = async (path: string, sys = SYSTEM_TREE): Promise<boolean> => {
  const file = join(await folderOf(path, sys), 'latency_timer');
  return (await orNothing(writeFile(file, '1').then(() => true))) === true;
};

/** What the system knows of the hardware behind a port, without touching it. */
export const adapterOf = async (path: string, sys = SYSTEM_TREE): Promise<Adapter> => {
  const folder = await folderOf(path, sys);
  const latency = await latencyIn(folder);
  return { ...(latency === undefined ? {} : { latency }), rs485: await rs485In(folder) };
};
