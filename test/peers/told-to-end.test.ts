import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { until } from '../bad-days/until.ts';
import { needsPeers } from './peer.ts';

const BENCHES = fileURLToPath(new URL('../../dist/test/bench/run-benches.js', import.meta.url));

/** The programs that a process has started and that are there now, by pid. */
const childrenOf = (pid: number): readonly (readonly [pid: number, name: string])[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text !== '')
    .map((child) => [Number(child), readFileSync(`/proc/${child}/comm`, 'utf8').trim()]);

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no such process
  }
};

test('a bench that is told to end leaves no broker behind', async (context) => {
  needsPeers(context, 'mosquitto');
  const bench = spawn(process.execPath, [BENCHES, 'alarm-latency'], { stdio: 'ignore' });
  context.onTestFinished(() => void bench.kill('SIGKILL'));
  const { pid = 0 } = bench;
  const children = await until('the broker is there', () => {
    const now = childrenOf(pid);
    return now.some(([, name]) => name === 'mosquitto') && now;
  });
  bench.kill('SIGTERM');
  await until('nothing of it is left', () => [pid, ...children.map(([child]) => child)].every((each) => !isThere(each)));
  expect(bench.exitCode).toBe(1);
});
