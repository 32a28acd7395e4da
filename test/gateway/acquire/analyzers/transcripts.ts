import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real transcripts with their expected parses; too many to be kept here, they lie beside the checkout. */
const folder = fileURLToPath(new URL('../../../../../shared/cases/analyzers/', import.meta.url));

/** True where they are at hand. */
export const transcriptsPresent = existsSync(`${folder}expected.json`);

/** The bytes of a transcript. */
export const transcript = (file: string): Uint8Array => readFileSync(`${folder}${file}`);

/** Sample ids at their places, and rows of test, value, unit, flag, status, completed. */
export interface ExpectedSample {
  readonly 'O.3': string;
  readonly 'O.4': string;
  readonly 'P.4'?: string;
  readonly results: readonly (readonly string[])[];
}

/** What a right parse of one transcript yields; the fields differ by kind. */
export interface Expected {
  readonly messageCount?: number;
  readonly resultCount?: number;
  readonly samples?: readonly ExpectedSample[];
  readonly results?: readonly (readonly string[])[];
  readonly badFrames?: readonly number[];
  readonly fnSequence?: string;
  readonly override?: {
    readonly resultsRaw?: number;
    readonly resultsAfterDedup?: number;
    readonly resultsStrict?: number;
    readonly resultsLenient?: number;
  };
}

/** All expected parses by file. */
export const expectedParses = (): Readonly<Record<string, Expected>> =>
  JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;
