import { type Clock, type Millis, sleep } from '../../../gateway/domain/clock.ts';
import { EdgeError, wordsOf } from '../../../gateway/domain/edge-error.ts';
import { encodeCall } from './encode-call.ts';
import { type Filling, fillBody } from './fill-body.ts';
import { type Fate, type Judged, judgeAnswer } from './judge-answer.ts';
import type { PlatformInterface } from './platform-interface.ts';
import type { RecordValues } from './platform-record.ts';
import type { FetchOnce } from './platform-request.ts';
import type { PlatformSession } from './platform-session.ts';
import { withoutNames } from './without-names.ts';

/** A record ready to go. */
export interface ReadyRecord {
  readonly recordId: string;
  readonly values: RecordValues;
}

/** Why sending stopped: the rest keeps its place and its order. `answered` where the platform was there and said so. */
export interface Stop {
  readonly failure: EdgeError;
  readonly answered: boolean;
}

/** What became of records; those without a fate are still to be sent. */
export interface Sending {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly stop?: Stop;
}

export interface SenderNeeds {
  readonly platform: PlatformInterface;
  readonly session: PlatformSession;
  readonly filling: Omit<Filling, 'login' | 'letters'>;
  readonly fetch: FetchOnce;
}

/** Sends records as one call; where the answer tells no single one's fate, one by one. Never rejects. */
export type Sender = (records: readonly ReadyRecord[], signal: AbortSignal) => Promise<Sending>;

export const createSender = ({ platform, session, filling, fetch }: SenderNeeds): Sender => {
  const { upload, pace, login } = platform;

  const once = async (records: readonly ReadyRecord[], signal: AbortSignal): Promise<Judged> => {
    const pass = await session.pass(signal);
    const letters = 'letters' in login ? login.letters : 'lower';
    const filled = fillBody(
      upload.body,
      records.map(({ values }) => values),
      { ...filling, login: pass.login, letters },
    );
    const call = encodeCall(upload, filled);
    // One by one it may fit; alone it never will.
    if (call.body.length + call.path.length > pace.longestCall)
      return { is: 'declined', words: 'longer than the platform takes' };
    const reply = await fetch(
      { ...call, headers: { ...call.headers, ...pass.headers }, longestAnswer: pace.longestAnswer },
      signal,
    );
    const ids = records.map((record) => record.recordId);
    return withoutNames(
      judgeAnswer(reply, upload.answer, ids),
      records.map(({ values }) => values),
    );
  };

  const afterCheckIn = async (records: readonly ReadyRecord[], signal: AbortSignal): Promise<Judged> => {
    const first = await once(records, signal);
    if (first.is !== 'expired') return first;
    session.expired();
    return await once(records, signal);
  };

  const send = async (records: readonly ReadyRecord[], signal: AbortSignal): Promise<Sending> => {
    try {
      const judged = await afterCheckIn(records, signal);
      if (judged.is === 'told') return { fates: judged.fates };
      if (judged.is === 'expired') return stopped('platform-refused', 'the session ends as soon as it has begun');
      if (judged.is === 'denied') return stopped('platform-refused', judged.words);
      if (judged.is === 'later') return stopped('platform-unreachable', judged.words);
      return records.length > 1 ? await oneByOne(records, signal) : { fates: refused(records, judged.words) };
    } catch (error) {
      const failure =
        error instanceof EdgeError ? error : new EdgeError('platform-unreachable', wordsOf(error), { cause: error });
      return { fates: new Map(), stop: { failure, answered: false } };
    }
  };

  const oneByOne = async (records: readonly ReadyRecord[], signal: AbortSignal): Promise<Sending> => {
    const fates = new Map<string, Fate>();
    for (const record of records) {
      const { fates: own, stop } = await send([record], signal);
      for (const [id, fate] of own) fates.set(id, fate);
      if (stop !== undefined) return { fates, stop };
    }
    return { fates };
  };

  return send;
};

const stopped = (code: 'platform-refused' | 'platform-unreachable', words: string): Sending => ({
  fates: new Map(),
  stop: { failure: new EdgeError(code, words), answered: true },
});

const refused = (records: readonly ReadyRecord[], words: string): ReadonlyMap<string, Fate> =>
  new Map(records.map(({ recordId }) => [recordId, { is: 'refused', words }]));

/** Lets calls begin no more often than `perMinute`. */
export const paced = (fetch: FetchOnce, perMinute: number, clock: Clock): FetchOnce => {
  const gap = 60_000 / perMinute;
  let free: Millis = Number.NEGATIVE_INFINITY;
  return async (request, signal) => {
    const now = clock.elapsed();
    const pause = free - now;
    free = Math.max(now, free) + gap;
    if (pause > 0) await sleep(clock, pause, signal);
    return await fetch(request, signal);
  };
};
