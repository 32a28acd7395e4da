import { spawn } from 'node:child_process';
import { EdgeError } from '../domain/edge-error.ts';

/** More than any report's child says: whatever writes more is cut off. */
const MOST_OUTPUT = 65_536;

/** Runs a program of this package in a child process, and gives what it writes. @throws EdgeError `record-broken` with its words when it fails. */
export const outputOfChild = (program: string, words: readonly string[], signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      out += part;
      if (out.length > MOST_OUTPUT) child.kill();
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      err = (err + part).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new EdgeError('record-broken', `${err.trim()} (${code})`));
    });
  });
