import type { PlatformAnswer } from './platform-interface.ts';
import type { PlatformReply } from './platform-request.ts';
import { readAnswer, rowsAt, textAt } from './read-answer.ts';

/** What became of one record at the platform. */
export type Fate = { readonly is: 'stored'; readonly already: boolean } | { readonly is: 'refused'; readonly words: string };

/** What a platform's answer means for the records of the call. */
export type Judged =
  | { readonly is: 'told'; readonly fates: ReadonlyMap<string, Fate> }
  /** It speaks of no record in particular: one by one they can be told apart. */
  | { readonly is: 'declined'; readonly words: string }
  | { readonly is: 'expired' }
  /** User, password, station, device, path: a person must see to it. */
  | { readonly is: 'denied'; readonly words: string }
  /** Not now, or not understood: the same again later. */
  | { readonly is: 'later'; readonly words: string };

/** Statuses by which a server finds fault with what was sent, and those that pass by themselves (RFC 9110, 15.5). */
const DECLINING: ReadonlySet<number> = new Set([400, 409, 413, 422]);
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** No more of a platform's words is kept. */
const LONGEST_WORDS = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

/** What a platform says may steer a terminal, or be a page: one short line of it is kept. */
export const wordsKept = (text: string): string => text.replace(CONTROLS, ' ').slice(0, LONGEST_WORDS);

/** Judges an answer. Only a whole, parsable answer that says so makes a record stored; a status of 200 alone proves nothing. */
export const judgeAnswer = (reply: PlatformReply, answer: PlatformAnswer, records: readonly string[]): Judged => {
  const read = readAnswer(reply.body, answer);
  if (read.is === 'content') {
    const taken = isSuccess(textAt(read.content, answer.success.at), answer);
    const error = answer.error === undefined ? '' : (textAt(read.content, answer.error) ?? '');
    const spoken = taken ? undefined : byWords(error, answer, records);
    if (spoken !== undefined) return spoken;
    if (taken && reply.status < 300) return told(read.content, answer, records, error);
    if (!taken && (reply.status < 300 || DECLINING.has(reply.status)))
      return byRows(read.content, answer, records) ?? said(read.content, answer, error);
  }
  return byStatus(reply.status);
};

const isSuccess = (word: string | undefined, { success }: PlatformAnswer): boolean =>
  word !== undefined && success.is.includes(word);

const says = (error: string, words: readonly string[]): boolean => words.some((word) => error.includes(word));

const byWords = (error: string, answer: PlatformAnswer, records: readonly string[]): Judged | undefined => {
  if (error === '') return undefined;
  const words = wordsKept(error);
  if (says(error, answer.expired)) return { is: 'expired' };
  if (says(error, answer.denied)) return { is: 'denied', words };
  if (says(error, answer.later)) return { is: 'later', words };
  if (!says(error, answer.already)) return undefined;
  // Of several records, which one is there already? One by one it is told.
  return records.length === 1 ? { is: 'told', fates: all(records, { is: 'stored', already: true }) } : { is: 'declined', words };
};

const said = (content: unknown, answer: PlatformAnswer, error: string): Judged => {
  const words = error === '' ? (textAt(content, answer.success.at) ?? '') : error;
  // An answer that has neither place is of something else that listens there.
  return words === '' ? { is: 'later', words: 'not an answer of this interface' } : { is: 'declined', words: wordsKept(words) };
};

const all = (records: readonly string[], fate: Fate): ReadonlyMap<string, Fate> =>
  new Map(records.map((record) => [record, fate]));

const told = (content: unknown, answer: PlatformAnswer, records: readonly string[], words: string): Judged =>
  answer.rows === undefined
    ? { is: 'told', fates: all(records, { is: 'stored', already: false }) }
    : (byRows(content, answer, records, true) ?? { is: 'declined', words: wordsKept(words) });

/**
 * What the rows say. Where the call as a whole failed, a record that isn't listed is not stored. Undefined where they leave a record's fate open, or name one that wasn't sent.
 */
const byRows = (content: unknown, answer: PlatformAnswer, records: readonly string[], taken = false): Judged | undefined => {
  const { rows } = answer;
  if (rows === undefined) return undefined;
  const listed = rowsAt(content, rows.at).map((row) => [textAt(row, [rows.record]), textAt(row, [rows.error]) ?? ''] as const);
  const known = listed.every(([record]) => record !== undefined && records.includes(record));
  const errors = new Map(listed);
  const open = (rows.listed === 'all' || !taken) && records.some((record) => !errors.has(record));
  if (!known || open) return undefined;
  const fateOf = (record: string): Fate => {
    const error = errors.get(record);
    if (error === undefined || rows.stored.includes(error)) return { is: 'stored', already: false };
    return says(error, answer.already) ? { is: 'stored', already: true } : { is: 'refused', words: wordsKept(error) };
  };
  return { is: 'told', fates: new Map(records.map((record) => [record, fateOf(record)])) };
};

const byStatus = (status: number): Judged => {
  const words = `HTTP ${status}`;
  if (DECLINING.has(status)) return { is: 'declined', words };
  if (status >= 300 && status < 500 && !PASSING.has(status)) return { is: 'denied', words };
  return { is: 'later', words };
};
