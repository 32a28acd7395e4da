import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { leaveNothing } from '../../bad-days/leave-nothing.ts';

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

type Environment = Readonly<Record<string, string>>;

/** The path of a compiled file of this repository, named from this folder. */
export const compiledPath = (module: string): string => fileURLToPath(new URL(module, import.meta.url));

/** Starts a program as a process of its own; its stderr is ours. `environment` is added to ours. */
export const startProgram = (program: string, args: readonly string[], environment: Environment = {}): LineChild =>
  lineChild(spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...environment } }));

/** The same for a compiled file of this repository. */
export const startChild = (module: string, args: readonly string[], environment: Environment = {}): LineChild =>
  startProgram(process.execPath, [compiledPath(module), ...args], environment);

/** Tells a child to end, and waits until it has. */
export const endChild = async (child: LineChild): Promise<string> => {
  child.kill('SIGTERM');
  return await child.ended;
};

/** Asks a child for a number: it prints one for each line that it is told. */
export const askNumber = async (child: LineChild): Promise<number> => {
  child.say('');
  return Number(await child.next());
};

const lineChild = (child: ChildProcess): LineChild => {
  leaveNothing(child);
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  if (child.stdout === null || child.stdin === null || child.pid === undefined) throw new Error('the process did not start');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const wake = waiting.shift();
    if (wake === undefined) lines.push(line);
    else wake(line);
  });
  const { stdin, pid } = child;
  stdin.on('error', () => undefined); // it was killed: whoever asks it something more gets no answer
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
