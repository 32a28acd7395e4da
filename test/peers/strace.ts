import { spawn } from 'node:child_process';
import type { Later } from '../bad-days/gateway-on-trial.ts';
import { until } from '../bad-days/until.ts';

/** Lets system calls of a process and all its threads go wrong, as in `fsync,fdatasync:delay_enter=2000000`, until let go. */
export const injectFault = async (later: Later, pid: number, fault: string): Promise<() => Promise<void>> => {
  const calls = fault.slice(0, fault.indexOf(':'));
  const words = ['-f', '-p', String(pid), '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${fault}`];
  const strace = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.setEncoding('utf8').on('data', (part: string) => {
    said = (said + part).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => strace.once('close', () => resolve()));
  const letGo = async (): Promise<void> => {
    strace.kill('SIGTERM');
    await ended;
  };
  later(letGo);
  await until(`strace is attached: ${said}`, () => said.includes('attached'));
  return letGo;
};
