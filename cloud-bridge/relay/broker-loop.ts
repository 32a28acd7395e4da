import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { EdgeError, type EdgeErrorCode, wordsOf } from '../../gateway/domain/edge-error.ts';
import type { Backoff, FailureKind } from './backoff.ts';
import { within } from './deadline.ts';
import { createNameRival, type Loss, type NameRival } from './name-rival.ts';
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
  use(connection: Connection): Promise<Loss>;
  /** A connection has stayed long enough to be a good one. */
  onStable(): void;
  /** Aborted as soon as something urgent waits to be sent. */
  urgent(): AbortSignal;
  onFailed(failure: EdgeError, pause: Millis): void;
  /** Aborted when the box is about to end: what is sealed is to be handed over now, not after a long pause. */
  readonly hurry: AbortSignal;
}

/** The pause between attempts of a box in a hurry. */
const HURRIED: Millis = 500;

/** Connects, and connects again, until `signal` is aborted. */
export const keepConnected = async (needs: BrokerLoopNeeds, signal: AbortSignal): Promise<void> => {
  const { backoff, hurry } = needs;
  const rival = createNameRival();
  while (!signal.aborted) {
    const failure = await oneConnection(needs, rival, signal);
    if (signal.aborted) return;
    const pause = hurry.aborted ? HURRIED : backoff.next(kindOf(failure.code));
    needs.onFailed(failure, pause);
    await rest(needs, pause, failure.code === 'broker-name-taken', signal);
  }
};

/**
 * Waits for `pause`. Where another box has taken the connection, the broker can be reached: what is urgent then waits for a short
 * while only, long enough for the two not to throw each other out without end.
 */
const rest = async (
  { clock, backoff, hurry, urgent }: BrokerLoopNeeds,
  pause: Millis,
  isTaken: boolean,
  signal: AbortSignal,
): Promise<void> => {
  const ending = hurry.aborted ? signal : AbortSignal.any([signal, hurry]);
  if (!isTaken || hurry.aborted) return sleep(clock, pause, ending);
  const soonest = clock.elapsed() + Math.min(pause, backoff.urgent());
  await sleep(clock, pause, AbortSignal.any([ending, urgent()]));
  await sleep(clock, Math.max(0, soonest - clock.elapsed()), ending);
};

const oneConnection = async (needs: BrokerLoopNeeds, rival: NameRival, signal: AbortSignal): Promise<EdgeError> => {
  try {
    const connection = await attempt(needs, signal);
    const since = needs.clock.elapsed();
    const stayed = (): void => {
      needs.backoff.reset();
      rival.isNone();
      needs.onStable();
    };
    const cancel = needs.clock.after(STABLE, stayed);
    const loss = await needs.use(connection);
    cancel();
    if (needs.clock.elapsed() - since >= STABLE) stayed();
    return new EdgeError(rival.took(loss) ? 'broker-name-taken' : 'broker-unreachable', loss.reason);
  } catch (error) {
    rival.isNone();
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
  code === 'broker-refused' || code === 'broker-untrusted' ? 'refused' : 'unreachable';

/** Says goodbye, within a deadline: a dead broker must not hold up the end. */
export const closeWithin = async (clock: Clock, most: Millis, connection: Connection): Promise<void> => {
  await within(clock, most, connection.close());
  connection.drop();
};
