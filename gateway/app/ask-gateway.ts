import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, type Millis, sleep } from '../domain/clock.ts';
import { EDGE_ERROR_CODES, EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Language } from '../domain/messages/message.ts';
import { SOCKET_NAME } from './control-socket.ts';

const faultSchema = z.object({ place: z.string().exactOptional(), wrong: z.string(), remedy: z.string() });

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: z.unknown() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(EDGE_ERROR_CODES),
    message: z.string(),
    faults: z.array(faultSchema).default([]),
  }),
]);

/** The longest answer that is read, in characters. */
const LONGEST_ANSWER = 64 * 1_048_576;

/** Longest that a gateway may take to answer, and where it makes a report again first. */
const PATIENCE: Millis = 30_000;
export const PATIENCE_FOR_REPORTS: Millis = 180_000;

/**
 * Asks the gateway that runs on `folder`, over its socket. Gives the answer as it came: the caller parses it. `language`: the
 * site's, in which the gateway says what it refuses.
 * @throws EdgeError `gateway-not-running` when nobody listens, else what the gateway said.
 */
export const askGateway = async (
  folder: string,
  request: Readonly<{ ask: string }>,
  clock: Clock,
  language?: Language,
  patience = PATIENCE,
): Promise<unknown> => {
  const line = await exchange(join(folder, SOCKET_NAME), `${JSON.stringify(request)}\n`, clock, patience);
  const answer = answerSchema.parse(JSON.parse(line));
  if (!answer.ok) throw new EdgeError(answer.code, answer.message, { faults: answer.faults, language });
  return answer.answer;
};

const exchange = (path: string, request: string, clock: Clock, patience: Millis): Promise<string> =>
  new Promise((resolve, reject) => {
    const answered = new AbortController();
    const socket = connect(path, () => socket.write(request));
    let text = '';
    const fail = (words: string): void => reject(new EdgeError('gateway-not-running', words));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      text += part;
      if (text.length > LONGEST_ANSWER) socket.destroy(new Error('the answer is too long'));
      if (!text.endsWith('\n')) return;
      socket.end();
      resolve(text);
    });
    socket.on('error', (error) => fail(wordsOf(error)));
    socket.on('close', () => {
      answered.abort();
      fail('the gateway hung up'); // without effect once the answer was there
    });
    void sleep(clock, patience, answered.signal).then(() => socket.destroy());
  });
