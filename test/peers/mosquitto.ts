import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveNothing } from '../bad-days/leave-nothing.ts';
import { freePort } from './free-port.ts';

/** What a broker for a test is to be like; everything absent is open and plain. */
export interface MosquittoSettings {
  /** TLS, with PEM files; clients must show a certificate of `clientCa` where it is given. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string };
  /** User to password; anybody else is refused. */
  readonly users?: Readonly<Record<string, string>>;
  /** Lines of an access list, as in mosquitto.conf's `acl_file`. */
  readonly acl?: readonly string[];
  /** More lines of mosquitto.conf. */
  readonly more?: readonly string[];
  readonly port?: number;
}

/** A real mosquitto, this test's own. */
export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  readonly pid: () => number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it anew on the same port, after `kill` or `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const program = (): string => {
  for (const path of ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto']) {
    try {
      execFileSync(path, ['-h'], { stdio: 'ignore' });
    } catch (error) {
      // It answers its help with exit code 3.
      if (error instanceof Error && 'status' in error && error.status !== null) return path;
      continue;
    }
    return path;
  }
  throw new Error('mosquitto is missing: apt-get install mosquitto');
};

const configuration = (folder: string, port: number, { tls, users, acl, more = [] }: MosquittoSettings): string => {
  const lines = [
    `listener ${port} 127.0.0.1`,
    `allow_anonymous ${users === undefined}`,
    'user root',
    'persistence false',
    'log_dest stderr',
    'set_tcp_nodelay true',
  ];
  if (tls !== undefined) lines.push(`certfile ${tls.cert}`, `keyfile ${tls.key}`);
  if (tls?.clientCa !== undefined) lines.push(`cafile ${tls.clientCa}`, 'require_certificate true');
  if (users !== undefined) {
    const file = join(folder, 'passwords');
    writeFileSync(file, '', { mode: 0o600 });
    for (const [user, password] of Object.entries(users)) execFileSync('mosquitto_passwd', ['-b', file, user, password]);
    lines.push(`password_file ${file}`);
  }
  if (acl !== undefined) {
    const file = join(folder, 'acl');
    writeFileSync(file, `${acl.join('\n')}\n`, { mode: 0o600 });
    lines.push(`acl_file ${file}`);
  }
  return [...lines, ...more, ''].join('\n');
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Starts a mosquitto on loopback and waits until it listens. Throws, with what to install, when there is none. */
export const startMosquitto = async (settings: MosquittoSettings = {}): Promise<Mosquitto> => {
  const path = program();
  const folder = mkdtempSync(join(tmpdir(), 'larder-mosquitto-'));
  const port = settings.port ?? (await freePort());
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, configuration(folder, port, settings));
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(path, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    leaveNothing(child);
    let words = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      words = `${words}${bytes.toString()}`.slice(-2000);
    });
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 250 || child.exitCode !== null) throw new Error(`mosquitto did not start: ${words}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  await start();
  return {
    port,
    url: `${settings.tls === undefined ? 'mqtt' : 'mqtts'}://127.0.0.1:${port}`,
    pid: () => child.pid ?? 0,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
