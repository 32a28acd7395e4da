import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';

/** Debian's own Python, for which its packages are: another one may stand earlier in PATH. */
const PYTHON = '/usr/bin/python3';

/** True where a program answers at all, with whatever code. */
const answers = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch (error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number';
  }
};

const succeeds = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false; // it isn't there, or lacks what it needs: either way it can't be had
  }
};

const MULTIARCH = '/usr/lib';

/** The library that makes a process believe in another wall time. */
export const faketimeLibrary = (): string =>
  readdirSync(MULTIARCH)
    .map((folder) => `${MULTIARCH}/${folder}/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path)) ?? '';

const PEERS = {
  python3: { isThere: () => succeeds(PYTHON, '-c', ''), install: 'python3' },
  pymodbus: {
    isThere: () => succeeds(PYTHON, '-c', 'import pymodbus, serial_asyncio'),
    install: 'python3-pymodbus python3-serial-asyncio',
  },
  mbpoll: { isThere: () => answers('mbpoll', '-V'), install: 'mbpoll' },
  socat: { isThere: () => answers('socat', '-V'), install: 'socat' },
  mosquitto: { isThere: () => existsSync('/usr/sbin/mosquitto'), install: 'mosquitto' },
  openssl: { isThere: () => answers('openssl', 'version'), install: 'openssl' },
  'systemd-notify': { isThere: () => answers('systemd-notify', '--version'), install: 'systemd' },
  strace: { isThere: () => answers('strace', '-V'), install: 'strace' },
  libfaketime: { isThere: () => faketimeLibrary() !== '', install: 'libfaketime' },
} as const;
export type Peer = keyof typeof PEERS;

const present = new Map<Peer, boolean>();
/** Whether a peer can be had on this machine. */
export const isThere = (peer: Peer): boolean => {
  const known = present.get(peer) ?? PEERS[peer].isThere();
  present.set(peer, known);
  return known;
};

/** Ends a test that this machine can't run, and says why: on somebody's own machine as skipped, in CI as failed. */
export const cannotRun = ({ skip }: Pick<TestContext, 'skip'>, why: string): never => {
  if (process.env['CI']) throw new Error(`a test can’t be run: ${why}`);
  return skip(why);
};

/** Ends a test whose peers are missing, with what to install. */
export const needsPeers = (context: Pick<TestContext, 'skip'>, ...peers: readonly Peer[]): void => {
  const missing = peers.filter((peer) => !isThere(peer));
  if (missing.length === 0) return;
  cannotRun(context, `apt-get install ${missing.map((peer) => PEERS[peer].install).join(' ')}`);
};

/** A script of this folder at work in Debian's Python. */
export interface PythonPeer {
  out(): string;
  err(): string;
  stop(): Promise<void>;
  readonly ended: Promise<number>;
}

/** Starts a Python script of this folder. */
export const startPython = (script: string, ...words: readonly string[]): PythonPeer => {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(PYTHON, ['-u', path, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.out = (said.out + part).slice(-100_000);
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said.err = (said.err + part).slice(-100_000);
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return {
    out: () => said.out,
    err: () => said.err,
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** Runs a Python script of this folder to its end, and gives the JSON that it printed. */
export const askPython = async (script: string, ...words: readonly string[]): Promise<unknown> => {
  const { ended, out, err } = startPython(script, ...words);
  if ((await ended) !== 0) throw new Error(`${script} failed: ${err()}`);
  return JSON.parse(out());
};
