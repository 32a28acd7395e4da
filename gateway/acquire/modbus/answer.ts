import type { Millis } from '../../domain/clock.ts';
import type { Question } from './question.ts';

/** Why an answer isn't believed. */
export type Doubt =
  | 'crc' // the checksum doesn't hold: noise, or two units at once
  | 'truncated' // it began and didn't end
  | 'trailing' // more bytes followed right behind it
  | 'foreign-unit' // a whole answer, but of another unit
  | 'function' // a whole answer, but to another function
  | 'count'; // a whole answer, but of another length, or to another write

/** What came of a question. Times are of the clock that only grows. */
export type Answer =
  | {
      readonly is: 'data';
      /** The registers or packed bits of a read, as they came; empty for a write. */
      readonly data: DataView;
      /** When its last byte came. */
      readonly at: Millis;
      /** From the end of the request to the first byte of the answer. */
      readonly took: Millis;
    }
  | { readonly is: 'exception'; readonly code: number; readonly at: Millis; readonly took: Millis }
  | { readonly is: 'silence'; readonly at: Millis }
  | { readonly is: 'doubt'; readonly why: Doubt; readonly at: Millis }
  | { readonly is: 'lost'; readonly at: Millis };

/** What an exception answer adds to the function code, and how long its body is: V1.1b3, section 7. */
export const EXCEPTION_FLAG = 0x80;
export const EXCEPTION_LENGTH = 3;

/** Exceptions that ask to come again later: acknowledge (5) and busy (6). */
export const asksForPatience = (code: number): boolean => code === 5 || code === 6;

/** Exceptions by which a device refuses what lies in a read, or its length: illegal address (2), illegal value (3). */
export const refusesTheRead = (code: number): boolean => code === 2 || code === 3;

/** Reads are answered with a byte count before their data; the answer to a write repeats it and brings none. */
const DATA_BEGINS = 3;

/** What the body of an answer (unit id, function code, data) is to the question: data, an exception, or why neither. */
export const judgeBody = (body: Uint8Array, question: Question): 'data' | 'exception' | Doubt => {
  if (body[0] !== question.unit) return 'foreign-unit';
  // There is no exception 0.
  if (body[1] === (question.function | EXCEPTION_FLAG))
    return body.length === EXCEPTION_LENGTH && body[2] !== 0 ? 'exception' : 'count';
  if (body[1] !== question.function) return 'function';
  return body.length === question.answerLength && question.answerBegins.every((byte, place) => body[place] === byte)
    ? 'data'
    : 'count';
};

/** What the body of an answer comes to, whole as it came; the body is handed over. */
export const answerOf = (body: Uint8Array, question: Question, at: Millis, took: Millis): Answer => {
  const verdict = judgeBody(body, question);
  if (verdict === 'exception') return { is: 'exception', code: body[2] ?? 0, at, took };
  if (verdict !== 'data') return { is: 'doubt', why: verdict, at };
  const begins = question.function <= 4 ? DATA_BEGINS : body.length;
  return { is: 'data', data: new DataView(body.buffer, body.byteOffset + begins, body.length - begins), at, took };
};
