import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compiled } from '../journal/compiled.ts';

/** A program that lowers itself and compiles and collects; prints the priority of each of its threads (proc_pid_stat(5), field 19). */
const LOWERED = `
import { readdirSync, readFileSync } from 'node:fs';
import { takeTimeLeftOver } from '${compiled('gateway/app/time-left-over.ts')}';
takeTimeLeftOver();
await new Promise((resolve) => crypto.subtle.digest('SHA-256', new Uint8Array(1e6)).then(resolve)); // begins threads of libuv
const kept = Array.from({ length: 300_000 }, (_, place) => ({ place }));
const niceOf = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]);
console.log(JSON.stringify([kept.length, readdirSync('/proc/self/task').map(niceOf)]));
`;

test.runIf(process.platform === 'linux')(
  'every thread of a process that makes reports yields to polling, also those that began before',
  () => {
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', LOWERED], { encoding: 'utf8' });
    const [, priorities] = JSON.parse(out);
    expect(priorities.length).toBeGreaterThan(4);
    expect(new Set(priorities)).toEqual(new Set([19]));
  },
);
