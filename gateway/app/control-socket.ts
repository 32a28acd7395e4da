import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';

/** The socket's name in the data folder. */
export const SOCKET_NAME = 'larder.sock';

/** The longest path that a Unix socket may have, in bytes. Source: unix(7), sun_path. */
const LONGEST_PATH = 107;

/** The longest request that is read, in characters: a list of 500 samples. Whoever sends more is cut off. */
const LONGEST_REQUEST = 1_048_576;

const requestSchema = z.looseObject({ ask: z.string() });

/** What the socket answers: one request to one answer, both one line of JSON. */
export type Answerer = (request: unknown) => Promise<unknown>;

/** The only road into a running gateway: a Unix socket in the data folder, for the folder's owner alone (0600). */
export interface ControlSocket {
  close(): Promise<void>;
}

/**
 * Listens in `folder`. `answers` maps each word that may be asked. An old socket file is removed: the journal's lock has
 * shown before that no other gateway lives here.
 * @throws EdgeError `data-folder-unwritable` where the path is longer than a socket's may be, or no socket can be made there.
 */
export const openControlSocket = async (folder: string, answers: Readonly<Record<string, Answerer>>): Promise<ControlSocket> => {
  const path = join(folder, SOCKET_NAME);
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new EdgeError(
      'data-folder-unwritable',
      `the data folder's path is too long for a socket (${LONGEST_PATH} bytes): ${folder}`,
    );
  const callers = new Set<Socket>();
  const server = createServer((socket) => {
    callers.add(socket);
    socket.on('close', () => callers.delete(socket));
    serve(socket, answers);
  });
  try {
    rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
  } catch (error) {
    throw new EdgeError('data-folder-unwritable', `${path}: ${wordsOf(error)}`, { cause: error });
  }
  return {
    close: () =>
      new Promise((resolve) => {
        for (const caller of callers) caller.destroy();
        server.close(() => resolve()); // closing removes the file as well
      }),
  };
};

const serve = (socket: Socket, answers: Readonly<Record<string, Answerer>>): void => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy()); // a caller that went away has nobody left to be told
  socket.on('data', (part: string) => {
    text += part;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      void answerTo(line, answers).then((answer) => socket.writable && socket.write(`${JSON.stringify(answer)}\n`));
    }
    if (text.length > LONGEST_REQUEST) socket.destroy();
  });
};

const answerTo = async (line: string, answers: Readonly<Record<string, Answerer>>): Promise<unknown> => {
  try {
    const request = requestSchema.parse(JSON.parse(line));
    const answerer = Object.hasOwn(answers, request.ask) ? answers[request.ask] : undefined;
    if (answerer === undefined) throw new EdgeError('request-refused', `nobody here answers “${request.ask.slice(0, 40)}”`);
    return { ok: true, answer: await answerer(request) };
  } catch (error) {
    const { code, faults } = error instanceof EdgeError ? error : { code: 'request-refused', faults: [] };
    return { ok: false, code, message: wordsOf(error), ...(faults.length === 0 ? {} : { faults }) };
  }
};
