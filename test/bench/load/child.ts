import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process that is spoken to in lines. */
export interface LineChild {
  readonly pid: number;
  /** The next line that it prints on stdout. */
  next(): Promise<string>;
  say(text: string): void;
  /** Resolves with what it ended by: a code or a signal. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a compiled file of this repository as a process of its own; its stderr goes to ours, or nowhere. */
export const startChild = (module: string, args: readonly string[], quiet = false): LineChild => {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', quiet ? 'ignore' : 'inherit'] });
  return lineChild(child);
};

const lineChild = (child: ChildProcess): LineChild => {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  if (child.stdout === null || child.stdin === null || child.pid === undefined) throw new Error('the process did not start');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const wake = waiting.shift();
    if (wake === undefined) lines.push(line);
    else wake(line);
  });
  const { stdin, pid } = child;
  return {
    pid,
    next: () => {
      const line = lines.shift();
      return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
    },
    say: (text) => void stdin.write(`${text}\n`),
    ended: new Promise((resolve) => child.on('exit', (code, signal) => resolve(String(signal ?? code)))),
    kill: (signal) => void child.kill(signal),
  };
};
