import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The far side of a serial port that exists only in the kernel. */
export interface PseudoTerminal {
  /** What the near side opens. */
  readonly path: string;
  write(bytes: Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Pulls the plug: the port's node goes away with it. */
  unplug(): Promise<void>;
}

/** Makes a pseudo-terminal. Needs python3, which every Debian has or gets with `apt-get install python3`. */
export const pseudoTerminal = async (): Promise<PseudoTerminal> => {
  const script = fileURLToPath(new URL('pseudo-terminal.py', import.meta.url));
  const child = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  // What is written after the plug was pulled is lost, as on a wire.
  child.stdin.on('error', () => child.stdin.destroy());
  let listener: (bytes: Uint8Array) => void = () => undefined;
  const path = await new Promise<string>((resolve, reject) => {
    child.once('error', () => reject(new Error('These tests need python3: apt-get install python3')));
    child.stdout.once('data', (line: Buffer) => {
      child.stdout.on('data', (bytes: Buffer) => listener(bytes));
      resolve(line.toString().trim());
    });
  });
  return {
    path,
    write: (bytes) => void child.stdin.write(bytes),
    onBytes: (each) => {
      listener = each;
    },
    unplug: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};
