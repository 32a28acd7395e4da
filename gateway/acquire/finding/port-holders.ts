import { join } from 'node:path';
import { isForbidden, linkAt, namesIn, type SystemRoots, textOf } from './system-files.ts';

/** A program that has a port open. */
export interface PortHolder {
  readonly pid: number;
  /** Its command line, cut to what fits a row. */
  readonly command: string;
}

/** Who holds which device node, as far as this user may look. */
export interface PortHolders {
  /** By the device node's path. */
  readonly byPath: ReadonlyMap<string, readonly PortHolder[]>;
  /** Programs of other users that couldn't be looked into: one of them may hold a port unseen. */
  readonly unseen: number;
}

const LONGEST_COMMAND = 48;

/** Looks through every process for open serial ports. `paths` are the device nodes to look for. */
export const findPortHolders = async (roots: SystemRoots, paths: ReadonlySet<string>): Promise<PortHolders> => {
  const byPath = new Map<string, PortHolder[]>();
  let unseen = 0;
  for (const name of (await namesIn(roots.proc)).filter((entry) => /^\d+$/.test(entry))) {
    const open = await openNodes(join(roots.proc, name, 'fd'), paths);
    if (open === 'unseen') unseen += 1;
    else for (const path of open) byPath.set(path, [...(byPath.get(path) ?? []), await holderOf(roots, name)]);
  }
  return { byPath, unseen };
};

const openNodes = async (folder: string, paths: ReadonlySet<string>): Promise<ReadonlySet<string> | 'unseen'> => {
  const names = await namesIn(folder);
  if (names.length === 0 && (await isForbidden(folder))) return 'unseen';
  const targets = await Promise.all(names.map((name) => linkAt(join(folder, name))));
  return new Set(targets.filter((target) => target !== undefined).filter((target) => paths.has(target)));
};

const holderOf = async (roots: SystemRoots, name: string): Promise<PortHolder> => {
  const line = (await textOf(join(roots.proc, name, 'cmdline')))?.replaceAll('\0', ' ').trim();
  const command = line || (await textOf(join(roots.proc, name, 'comm'))) || '?';
  return { pid: Number(name), command: command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND - 1)}…` : command };
};

/** A lock file in the manner of UUCP, as some programs still leave it. */
export interface PortLock {
  readonly file: string;
  /** Absent where the file doesn't say. */
  readonly pid?: number;
  /** True when the program that left it is gone. */
  readonly stale: boolean;
}

/** The lock file of a port, if there is one. */
export const findPortLock = async (roots: SystemRoots, name: string): Promise<PortLock | undefined> => {
  const file = join(roots.locks, `LCK..${name}`);
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const pid = /^\d{1,10}/.exec(text)?.[0];
  if (pid === undefined) return { file, stale: false };
  return { file, pid: Number(pid), stale: (await textOf(join(roots.proc, pid, 'comm'))) === undefined };
};
