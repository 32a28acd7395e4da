import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOfChild } from './output-of-child.ts';
import type { AskedReport } from './remade-report.ts';

const CHILD = fileURLToPath(new URL(`./remake-child${extname(import.meta.url)}`, import.meta.url));

/** Makes a report again, of the site that a configuration describes, and gives the SHA-256 of its data. */
export type Remaker = (config: string, asked: AskedReport, signal: AbortSignal) => Promise<string>;

/** Has a child process make it: the gateway's own never reads a record. @throws EdgeError `record-broken` with its words when it fails. */
export const remadeInChild: Remaker = async (config, { period, date, upTo }, signal) =>
  (await outputOfChild(CHILD, [config, JSON.stringify({ period, date, upTo })], signal)).trim();
