import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Finding, type FindingName, fault, type Path } from './finding.ts';

/** A password, fetched from where the configuration says it is; left there; or why it isn't there. */
export type Fetched =
  | { readonly is: 'secret'; readonly secret: string }
  | { readonly is: 'left' }
  | { readonly is: 'refused'; readonly name: FindingName; readonly filling: Readonly<Record<string, string>> };

const FROM_ENVIRONMENT = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
const FROM_FILE = /^file:(.+)$/s;
/** True for what says where a secret is; false for what can only be one. */
export const isReference = (written: string): boolean => FROM_ENVIRONMENT.test(written) || FROM_FILE.test(written);

const LONGEST_SECRET = 4_096;
const OTHERS = 0o077;

/**
 * Fetches a password: `${NAME}` from the environment, `file:PATH` from a file that this user alone may read. Whatever else
 * is written is a secret in the file, and refused. The secret itself is in no answer but its own.
 */
export const fetchSecret = async (
  written: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Fetched> => {
  const variable = FROM_ENVIRONMENT.exec(written)?.[1];
  if (variable !== undefined) return fromEnvironment(variable, environment);
  const file = FROM_FILE.exec(written)?.[1];
  return file === undefined ? refused('secret-in-file', {}) : await fromFile(file, folder);
};

const refused = (name: FindingName, filling: Readonly<Record<string, string>>): Fetched => ({ is: 'refused', name, filling });

const fromEnvironment = (variable: string, environment: Readonly<Record<string, string | undefined>>): Fetched => {
  const secret = environment[variable];
  return secret === undefined || secret === '' ? refused('secret-unset', { variable }) : { is: 'secret', secret };
};

const fromFile = async (written: string, folder: string): Promise<Fetched> => {
  const file = resolve(folder, written);
  try {
    const { mode, size, isFile } = await facts(file);
    if ((mode & OTHERS) !== 0) return refused('secret-file-open', { file, mode: (mode & 0o777).toString(8).padStart(4, '0') });
    if (!isFile || size > LONGEST_SECRET) return refused('secret-file-content', { file });
    // An editor's newline at the end is no part of a password.
    const secret = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
    return secret === '' || /[\r\n]/.test(secret) ? refused('secret-file-content', { file }) : { is: 'secret', secret };
  } catch {
    return refused('secret-file-unreadable', { file });
  }
};

const facts = async (file: string) => {
  const found = await stat(file);
  return { mode: found.mode, size: found.size, isFile: found.isFile() };
};

/** The finding that tells why a secret was refused. */
export const refusal = (fetched: Fetched, path: Path): readonly Finding[] =>
  fetched.is === 'refused' ? [fault(fetched.name, path, fetched.filling)] : [];
