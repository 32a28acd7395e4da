import type { Clock, Millis } from '../../../gateway/domain/clock.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import type { LoginWord } from './body-template.ts';
import { encodeCall } from './encode-call.ts';
import { type Filling, fillBody } from './fill-body.ts';
import { wordsKept } from './judge-answer.ts';
import { loginWords, type PlatformCredentials } from './login-words.ts';
import type { PlatformCall, PlatformInterface } from './platform-interface.ts';
import type { FetchOnce, PlatformReply } from './platform-request.ts';
import { readAnswer, textAt } from './read-answer.ts';

/** No token is longer. */
const LONGEST_TOKEN = 4_096;

export interface SessionNeeds {
  readonly platform: PlatformInterface;
  readonly credentials: PlatformCredentials;
  readonly filling: Omit<Filling, 'login' | 'letters'>;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly fetch: FetchOnce;
}

/** What a call needs to be let in: words for its body, and a cookie. */
export interface Pass {
  readonly login: Partial<Record<LoginWord, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a box is let in at a platform; a recipe without a session has nothing to open or to close. */
export interface PlatformSession {
  /** Checks in where that is due. Rejects with EdgeError `platform-refused`, or as `FetchOnce` does. */
  pass(signal: AbortSignal): Promise<Pass>;
  /** The platform says that the session has ended. */
  expired(): void;
  /** Checks out, if checked in; the platform's answer is of no consequence. */
  leave(signal: AbortSignal): Promise<void>;
}

export const createSession = (needs: SessionNeeds): PlatformSession => {
  const { platform, credentials, filling, clock } = needs;
  const { login } = platform;
  const known = loginWords(login, credentials);
  const letters = 'letters' in login ? login.letters : 'lower';
  let open: { readonly pass: Pass; readonly until: Millis } | undefined;

  const call = async (of: PlatformCall, { login: words, headers }: Pass, signal: AbortSignal): Promise<PlatformReply> => {
    const encoded = encodeCall(of, fillBody(of.body, [], { ...filling, login: words, letters }));
    return await needs.fetch(
      { ...encoded, headers: { ...encoded.headers, ...headers }, longestAnswer: platform.pace.longestAnswer },
      signal,
    );
  };
  const outside: Pass = { login: known, headers: {} };

  return {
    pass: async (signal) => {
      if (login.recipe !== 'session') return outside;
      if (open !== undefined && clock.elapsed() < open.until) return open.pass;
      open = undefined;
      const reply = await call(login.checkIn, outside, signal);
      open = { pass: passOf(reply, login.checkIn, known), until: clock.elapsed() + login.lasts * 60_000 };
      return open.pass;
    },
    expired: () => {
      open = undefined;
    },
    leave: async (signal) => {
      if (open === undefined || login.recipe !== 'session' || login.checkOut === undefined) return;
      const { pass } = open;
      open = undefined;
      await call(login.checkOut, pass, signal);
    },
  };
};

type CheckIn = Extract<PlatformInterface['login'], { recipe: 'session' }>['checkIn'];

const passOf = (reply: PlatformReply, { answer, token, cookie }: CheckIn, known: Pass['login']): Pass => {
  const read = readAnswer(reply.body, answer);
  if (reply.status >= 500 || reply.status === 429 || (read.is === 'unreadable' && reply.status < 300))
    throw new EdgeError('platform-unreachable', `the check-in was answered with HTTP ${reply.status}, and not as agreed`);
  const content = read.is === 'content' ? read.content : undefined;
  const taken = reply.status < 300 && answer.success.is.includes(textAt(content, answer.success.at) ?? '');
  if (!taken) {
    const words = answer.error === undefined ? undefined : textAt(content, answer.error);
    throw new EdgeError('platform-refused', `the check-in was refused: ${wordsKept(words ?? `HTTP ${reply.status}`)}`);
  }
  const found = cookie === undefined ? textAt(content, token) : cookieNamed(cookie, reply.cookies);
  if (found === undefined || found === '' || found.length > LONGEST_TOKEN)
    throw new EdgeError('platform-unreachable', 'the check-in brought no token');
  return cookie === undefined
    ? { login: { ...known, token: found }, headers: {} }
    : { login: known, headers: { Cookie: `${cookie}=${found}` } };
};

/** The value of a cookie, only if it is one (RFC 6265, 4.1.1): it goes into a header of ours. */
const cookieNamed = (name: string, cookies: readonly string[]): string | undefined =>
  cookies
    .map((cookie) => /^([^=;\s]+)=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)/.exec(cookie))
    .find((found) => found?.[1] === name)?.[2];
