import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { askGateway } from '../../gateway/app/ask-gateway.ts';
import { type GatewayStatus, statusSchema } from '../../gateway/app/status.ts';
import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';

/** A real gateway, in a process of its own, spoken to over its socket alone. */
export interface GatewayProcess {
  readonly pid: number;
  status(): Promise<GatewayStatus>;
  /** Tells it to end, and gives its exit code, or the signal that ended it. */
  stop(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<string>;
}

export interface GatewaySettings {
  readonly config: string;
  readonly dataFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** The compiled command; absent: the one beside this file. */
  readonly program?: string;
}

const LARDER = fileURLToPath(new URL('../../gateway/cli/larder.js', import.meta.url));

/** A gateway that has not answered by then has failed. */
const LONGEST_START: Millis = 20_000;

/** Starts `larder run`, and waits until its socket answers. @throws EdgeError `gateway-not-running` with what it said. */
export const startGateway = async ({
  config,
  dataFolder,
  environment,
  clock,
  program = LARDER,
}: GatewaySettings): Promise<GatewayProcess> => {
  const child = spawn(process.execPath, [program, 'run', '-c', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, LARDER_LOG: environment['LARDER_LOG'] ?? 'error' },
  });
  // Whatever ends the process that started it, no gateway is left behind.
  const leaveNothing = (): void => void child.kill('SIGKILL');
  process.once('exit', leaveNothing);
  child.once('exit', () => process.off('exit', leaveNothing));
  const words = lastWords(child);
  const ended = new Promise<string>((resolve) => child.on('exit', (code, signal) => resolve(String(signal ?? code))));
  const status = async (): Promise<GatewayStatus> => statusSchema.parse(await askGateway(dataFolder, { ask: 'status' }, clock));
  await firstAnswer(status, ended, words, clock);
  return {
    pid: child.pid ?? 0,
    status,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
};

const firstAnswer = async (
  status: () => Promise<unknown>,
  ended: Promise<string>,
  words: () => string,
  clock: Clock,
): Promise<void> => {
  const until = clock.elapsed() + LONGEST_START;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over && clock.elapsed() < until) {
    const answered = await status().catch(() => undefined); // not yet: its socket comes last
    if (answered !== undefined) return;
    await sleep(clock, 50);
  }
  throw new EdgeError('gateway-not-running', words() || 'the gateway did not start');
};

/** The end of what it says on stderr: a bounded piece. */
const lastWords = (child: ChildProcess): (() => string) => {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-4000);
  });
  return () => said.trim();
};
