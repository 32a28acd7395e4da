import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { EdgeError, type EdgeErrorCode, wordsOf } from '../../gateway/domain/edge-error.ts';
import type { Backoff, FailureKind } from './backoff.ts';
import { within } from './deadline.ts';
import type { Connection, Publisher, RetainedMessage } from './publisher.ts';

/** An attempt to connect has this long, TLS included, even over a thin link. */
const ATTEMPT: Millis = 30_000;
/** A connection that stayed this long was a good one: the next pause is short again. */
const STABLE: Millis = 60_000;
/** Longer than the pause between two blocks at the defaults, so that a quiet link carries no pings. */
const KEEP_ALIVE: Millis = 90_000;

export interface BrokerLoopNeeds {
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly backoff: Backoff;
  will(): RetainedMessage;
  /** Uses a connection; resolves with a reason when it is lost or let go. */
  use(connection: Connection): Promise<string>;
  onFailed(failure: EdgeError, pause: Millis): void;
  /** Aborted when the box is about to end: what is sealed is to be handed over now, not after a long pause. */
  readonly hurry: AbortSignal;
}

/** The pause between attempts of a box in a hurry. */
const HURRIED: Millis = 500;

/** Connects, and connects again, until `signal` is aborted. */
export const keepConnected = async (needs: BrokerLoopNeeds, signal: AbortSignal): Promise<void> => {
  const { clock, backoff, hurry } = needs;
  while (!signal.aborted) {
    const failure = await oneConnection(needs, signal);
    if (signal.aborted) return;
    const pause = hurry.aborted ? HURRIED : backoff.next(kindOf(failure.code));
    needs.onFailed(failure, pause);
    await sleep(clock, pause, hurry.aborted ? signal : AbortSignal.any([signal, hurry]));
  }
};

const oneConnection = async (needs: BrokerLoopNeeds, signal: AbortSignal): Promise<EdgeError> => {
  try {
    const connection = await attempt(needs, signal);
    const since = needs.clock.elapsed();
    const stable = needs.clock.after(STABLE, needs.backoff.reset);
    const reason = await needs.use(connection);
    stable();
    if (needs.clock.elapsed() - since >= STABLE) needs.backoff.reset();
    return new EdgeError('broker-unreachable', reason);
  } catch (error) {
    return error instanceof EdgeError ? error : new EdgeError('broker-unreachable', wordsOf(error), { cause: error });
  }
};

const attempt = async ({ publisher, clock, will }: BrokerLoopNeeds, signal: AbortSignal): Promise<Connection> => {
  const giveUp = new AbortController();
  const stop = (): void => giveUp.abort();
  const cancel = clock.after(ATTEMPT, stop);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await publisher.connect({ will: will(), keepAlive: KEEP_ALIVE, signal: giveUp.signal });
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
};

/** Whether an attempt failed at the network, which comes back by itself, or at something that a person must see to. */
export const kindOf = (code: EdgeErrorCode): FailureKind =>
  code === 'broker-refused' || code === 'broker-untrusted' || code === 'publish-denied' ? 'refused' : 'unreachable';

/** Says goodbye, within a deadline: a dead broker must not hold up the end. */
export const closeWithin = async (clock: Clock, most: Millis, connection: Connection): Promise<void> => {
  await within(clock, most, connection.close());
  connection.drop();
};
