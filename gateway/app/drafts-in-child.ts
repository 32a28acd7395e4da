import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UtcMillis } from '../domain/clock.ts';
import { draftedSchema } from '../reports/sign-report.ts';
import { outputOfChild } from './output-of-child.ts';

const CHILD = fileURLToPath(new URL(`./report-child${extname(import.meta.url)}`, import.meta.url));

type Drafted = ReturnType<typeof draftedSchema.parse>;

/** Makes the drafts that are due at a moment, of the site that a configuration describes. */
export type Drafter = (config: string, now: UtcMillis, signal: AbortSignal) => Promise<readonly Drafted[]>;

/** Has a child process make them: the gateway's own never reads a record. @throws EdgeError `record-broken` with its words when it fails. */
export const draftsInChild: Drafter = (config, now, signal) => draftsOf(CHILD, [config, String(now)], signal);

/** The same by the program of that path. */
export const draftsOf = async (program: string, words: readonly string[], signal: AbortSignal): Promise<readonly Drafted[]> => {
  const lines = (await outputOfChild(program, words, signal)).split('\n').filter((line) => line !== '');
  return lines.map((line) => draftedSchema.parse(JSON.parse(line)));
};
