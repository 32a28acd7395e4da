import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BytePort } from '../../../gateway/domain/byte-port.ts';

/** A pseudo-terminal: `path` for whoever opens a serial port, `far` for whoever sits at the other end of the wire. */
export interface ScriptPty {
  readonly path: string;
  readonly far: BytePort;
  close(): Promise<void>;
}

const MISSING = 'A pseudo-terminal needs “script” of util-linux. Install it with: apt-get install bsdutils';

/**
 * Opens a pseudo-terminal with `script`, which stands between its own pipes and a terminal of its making: a part of every
 * Debian, so that a true serial port can be tested without installing anything.
 */
export const openScriptPty = async (): Promise<ScriptPty> => {
  const child = spawn('script', ['-qfc', 'stty raw -echo; tty; exec sleep 600', '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [first] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'error').then(([error]) => Promise.reject(new Error(MISSING, { cause: error }))),
  ]);
  return {
    path: String(first).trim(),
    far: {
      write: (bytes) => void child.stdin.write(bytes),
      onBytes: (listener) => void child.stdout.on('data', (bytes: Buffer) => listener(new Uint8Array(bytes))),
      onLost: (listener) => void child.once('exit', () => listener('the pseudo-terminal ended')),
      close: async () => undefined,
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
};
