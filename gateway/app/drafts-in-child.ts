import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { draftedSchema } from '../reports/sign-report.ts';

/** More than any drafts say: whatever writes more is cut off. */
const MOST_OUTPUT = 65_536;

const CHILD = fileURLToPath(new URL(`./report-child${extname(import.meta.url)}`, import.meta.url));

type Drafted = ReturnType<typeof draftedSchema.parse>;

/** Makes the drafts that are due at a moment, of the site that a configuration describes. */
export type Drafter = (config: string, now: UtcMillis, signal: AbortSignal) => Promise<readonly Drafted[]>;

/** Has a child process make them: the gateway's own never reads a record. @throws EdgeError `record-broken` with its words when it fails. */
export const draftsInChild: Drafter = (config, now, signal) => draftsOf(CHILD, [config, String(now)], signal);

/** The same by the program of that path. */
export const draftsOf = async (program: string, words: readonly string[], signal: AbortSignal): Promise<readonly Drafted[]> => {
  const lines = (await outputOf(program, words, signal)).split('\n').filter((line) => line !== '');
  return lines.map((line) => draftedSchema.parse(JSON.parse(line)));
};

const outputOf = (program: string, words: readonly string[], signal: AbortSignal): Promise<string> =>
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
