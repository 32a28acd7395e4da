import { EdgeError, type EdgeErrorCode, type Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** Wrong usage or configuration: exit code 2. Any other error is a problem found: 1. */
const WRONG_USE: ReadonlySet<EdgeErrorCode> = new Set([
  'usage', 'config-unreadable', 'config-invalid', 'profile-invalid', 'rules-invalid', 'limits-invalid', 'scenario-invalid',
  'file-unreadable', 'trace-invalid',
]); // biome-ignore format: a list to read

/** The exit code that belongs to an error. */
export const exitCodeOf = (error: unknown): 1 | 2 => (error instanceof EdgeError && WRONG_USE.has(error.code) ? 2 : 1);

/** One fault as a person is told it: where it is, what is wrong, and what to write instead. */
export const faultWords = ({ file, line, place, wrong, remedy }: Fault): string => {
  const where = [file, line].filter((part) => part !== undefined).join(':');
  return `${[where, place, wrong].filter((part) => part !== undefined && part !== '').join('  ')}\n    → ${remedy}`;
};

/** What a person is told of an error: each fault with its place and remedy, then what to do, in the language of the error where it has one. Unknown errors show their stack: they are ours. */
export const errorWords = (error: unknown, language: Language): readonly string[] => {
  if (!(error instanceof EdgeError)) return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  return [`${error.code}: ${error.message}`, ...error.faults.map(faultWords), say(error.language ?? language, error.hint)];
};
