import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { EdgeError, type EdgeErrorCode, wordsOf } from '../../gateway/domain/edge-error.ts';
import { BACKOFF, type Backoff, type FailureKind } from './backoff.ts';
import { within } from './deadline.ts';
import { createNameRival, type Loss, type NameRival } from './name-rival.ts';
import type { Connection, Publisher, RetainedMessage } from './publisher.ts';

/** An attempt to connect has this long, TLS included, even over a thin link. */
const ATTEMPT: Millis = 30_000;
/** A connection that stayed this long was a good one: the next pause is short again. */
const STABLE: Millis = 60_000;
/** A rival would have been back by then, and have taken a connection that stays so long: its longest pause, and two attempts. */
const NO_RIVAL: Millis = BACKOFF.taken.most + 2 * ATTEMPT;
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
  /** Rests while another box has the connection: for `pause`, or less where something urgent waits. */
  rest(pause: Millis, signal: AbortSignal): Promise<void>;
  onFailed(failure: EdgeError, pause: Millis): void;
  /** Aborted when the box is about to end: what is sealed is to be handed over now, not after a long pause. */
  readonly hurry: AbortSignal;
}

/** The pause between attempts of a box in a hurry. */
const HURRIED: Millis = 500;

/** Connects, and connects again, until `signal` is aborted. */
export const keepConnected = async (needs: BrokerLoopNeeds, signal: AbortSignal): Promise<void> => {
  const { clock, backoff, hurry } = needs;
  const endOrHurry = AbortSignal.any([signal, hurry]);
  const rival = createNameRival();
  while (!signal.aborted) {
    const failure = await oneConnection(needs, rival, signal);
    if (signal.aborted) return;
    const pause = hurry.aborted ? HURRIED : backoff.next(kindOf(failure.code));
    needs.onFailed(failure, pause);
    const ending = hurry.aborted ? signal : endOrHurry;
    // Where another box has taken the connection, the broker can be reached.
    if (failure.code === 'broker-name-taken' && !hurry.aborted) await needs.rest(pause, ending);
    else await sleep(clock, pause, ending);
  }
};

const oneConnection = async (needs: BrokerLoopNeeds, rival: NameRival, signal: AbortSignal): Promise<EdgeError> => {
  try {
    const connection = await attempt(needs, signal);
    const since = needs.clock.elapsed();
    const stayed = (): void => {
      needs.backoff.reset();
      rival.stayed();
      needs.onStable();
    };
    const stable = rival.isKnown() ? NO_RIVAL : STABLE;
    const cancel = needs.clock.after(stable, stayed);
    const loss = await needs.use(connection);
    cancel();
    if (needs.clock.elapsed() - since >= stable) stayed();
    return new EdgeError(rival.took(loss) ? 'broker-name-taken' : 'broker-unreachable', loss.reason);
  } catch (error) {
    rival.failed();
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

/** Whether it failed at the network, which comes back by itself, at something that a person must see to, or at another box. */
export const kindOf = (code: EdgeErrorCode): FailureKind => {
  if (code === 'broker-name-taken') return 'taken';
  return code === 'broker-refused' || code === 'broker-untrusted' ? 'refused' : 'unreachable';
};

/** Says goodbye, within a deadline: a dead broker must not hold up the end. */
export const closeWithin = async (clock: Clock, most: Millis, connection: Connection): Promise<void> => {
  await within(clock, most, connection.close());
  connection.drop();
};
