import { type Doubt, EXCEPTION_FLAG, EXCEPTION_LENGTH, judgeBody } from './answer.ts';
import { crc16 } from './crc16.ts';
import type { Question } from './question.ts';

/** What a frame carries beside its body. */
export const CHECKSUM_LENGTH = 2;

/** The shortest frame: unit id, function code, checksum. */
const SHORTEST = 4;

/** Noise that a driver makes when it takes the line: a byte or two before the first. More is no frame any more. */
const MOST_LEADING_NOISE = 3;

/** What the bytes heard so far are: the beginning of an answer, an answer whole to its last byte, or neither. */
export type Heard =
  | { readonly is: 'more' }
  | { readonly is: 'answer'; readonly body: Uint8Array }
  | { readonly is: 'doubt'; readonly why: Doubt };

const MORE: Heard = { is: 'more' };

/** A body with its checksum, low byte first. */
export const rtuFrame = (body: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(body.length + CHECKSUM_LENGTH);
  const checksum = crc16(body);
  frame.set(body);
  frame[body.length] = checksum & 0xff;
  frame[body.length + 1] = checksum >> 8;
  return frame;
};

/** True where the bytes are a frame, whose ever it is: a frame with its own checksum behind it leaves no rest. */
export const isRtuFrame = (bytes: Uint8Array): boolean => bytes.length >= SHORTEST && crc16(bytes) === 0;

// A frame that fits the question in nothing but its checksum is another's; without that it is broken.
const doubt = (bytes: Uint8Array, why: Doubt): Heard => ({ is: 'doubt', why: isRtuFrame(bytes) ? why : 'crc' });

/** Looks at bytes of which the first should be the answer's first. Never throws: a line carries noise. */
const takeAnswer = (bytes: Uint8Array, question: Question): Heard => {
  const [unit, code] = bytes;
  if (unit === undefined) return MORE;
  if (unit !== question.unit) return doubt(bytes, 'foreign-unit');
  if (code === undefined) return MORE;
  const isException = code === (question.function | EXCEPTION_FLAG);
  if (!isException && code !== question.function) return doubt(bytes, 'function');
  const begun = Math.min(bytes.length, isException ? 0 : question.answerBegins.length);
  for (let place = 2; place < begun; place += 1) {
    if (bytes[place] !== question.answerBegins[place]) return doubt(bytes, 'count');
  }
  const length = (isException ? EXCEPTION_LENGTH : question.answerLength) + CHECKSUM_LENGTH;
  if (bytes.length < length) return MORE;
  if (bytes.length > length) return { is: 'doubt', why: isRtuFrame(bytes.subarray(0, length)) ? 'trailing' : 'crc' };
  if (!isRtuFrame(bytes)) return { is: 'doubt', why: 'crc' };
  const body = bytes.slice(0, -CHECKSUM_LENGTH);
  const verdict = judgeBody(body, question);
  return verdict === 'data' || verdict === 'exception' ? { is: 'answer', body } : { is: 'doubt', why: verdict };
};

/**
 * Says what was heard since a request ended. Unit, function, count and checksum must fit, and nothing may follow: an
 * answer with bytes right behind it may be an old one in front of the true one, so neither is believed. A byte or two of
 * noise may come before, as drivers make when they take the line; but only before an answer that is whole.
 */
export const hearAnswer = (bytes: Uint8Array, question: Question): Heard => {
  const first = takeAnswer(bytes, question);
  if (first.is !== 'doubt') return first;
  for (let skip = 1; skip <= MOST_LEADING_NOISE && skip < bytes.length; skip += 1) {
    const found = takeAnswer(bytes.subarray(skip), question);
    if (found.is === 'answer') return found;
  }
  return first;
};
