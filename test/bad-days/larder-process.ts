import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../gateway/app/system-clock.ts';
import type { Millis } from '../../gateway/domain/clock.ts';
import { leaveNothing } from './leave-nothing.ts';

/** How a process ended. */
export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly with: number | string;
  /** When, on the clock that only grows. */
  readonly at: Millis;
}

/** A `larder` command in a process of its own, as a service manager or a person runs it. */
export interface LarderProcess {
  readonly pid: number;
  /** What it wrote so far. */
  out(): string;
  err(): string;
  /** Sends a signal; harmless when it has ended. */
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export interface ProcessWish {
  readonly environment?: Readonly<Record<string, string>>;
  /** The command that starts it in its turn, as in `['strace', '-f']`. */
  readonly through?: readonly string[];
}

// Another build than `dist`, while somebody else is building there.
const BUILD = new URL(`../../${process.env['LARDER_BUILD'] ?? 'dist'}/`, import.meta.url);
const LARDER = fileURLToPath(new URL('gateway/cli/larder.js', BUILD));

/** A bounded piece of what is said is enough to look at. */
const MOST_KEPT = 400_000;

const collected = (stream: ChildProcess['stderr']): (() => string) => {
  let said = '';
  stream?.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-MOST_KEPT);
  });
  return () => said;
};

/** Starts `larder` with `words`, in English and with little else in its environment. */
export const startLarder = (words: readonly string[], { environment = {}, through = [] }: ProcessWish = {}): LarderProcess => {
  const [program = '', ...rest] = [...through, process.execPath, LARDER, ...words];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', TZ: 'UTC', ...environment },
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  leaveNothing(child);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ with: signal ?? code ?? 'nothing', at: systemClock.elapsed() });
    });
  });
  return { pid: child.pid ?? 0, out: collected(child.stdout), err: collected(child.stderr), kill, ended };
};

/** Runs `larder` with `words` to its end. */
export const larder = async (words: readonly string[], wish: ProcessWish = {}) => {
  const { ended, out, err } = startLarder(words, wish);
  return { code: (await ended).with, out: out(), err: err() };
};
