import type { Clock, Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import { createTimerQueue, type TimerQueue } from './timer-queue.ts';

/**
 * How much may happen between two due times: `promises` lets every chain of promises run dry, `turns` also lets the
 * event loop turn (setImmediate, sockets, files, workers). Promises alone are some ten times faster.
 */
export type Settling = 'promises' | 'turns';

/** Both clocks under a test's or a bench's hand. Nothing happens until it is told to. */
export interface ManualClock extends Clock {
  /** Moves both clocks on by `duration`, fires what falls due in order, and lets promises settle after each due time. */
  advance(duration: Millis, settling?: Settling): Promise<void>;
  /** Moves on from timer to timer until `promise` settles, and gives what it gives. Throws when `most` (default one day) has gone by, or nothing is left to wait for. */
  advanceUntil<Result>(promise: Promise<Result>, most?: Millis, settling?: Settling): Promise<Result>;
  /** Like `advance`, but at once: for worlds that know only callbacks. Promises don't settle in between. */
  run(duration: Millis): void;
  /** Moves the wall clock alone, as a time service does; negative is back. */
  step(by: Millis): void;
  /** Timers that are set. */
  pending(): number;
}

const DAY: Millis = 86_400_000;

/** Turns of the event loop without any timer before a wait is given up: some seconds of real sockets, files and workers. */
const IDLE_TURNS = 200_000;

// From inside a promise, nextTick comes only when no other promise has anything left to do.
const promisesSettled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const turned = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// Twice, because what a first turn brings may itself have waited with setImmediate.
const turnedTwice = (): Promise<void> => turned().then(turned);

const settle = (settling: Settling): Promise<void> => (settling === 'promises' ? promisesSettled() : turnedTwice());

const fireDue = (timers: TimerQueue, at: Millis): void => {
  while (timers.nextDue() <= at) timers.take()?.();
};

/** Clocks that stand still at `start` (default: 2026-01-01T00:00:00Z, a minute after the machine's start) until moved. */
export const createManualClock = (
  start: { readonly now: UtcMillis; readonly elapsed: Millis } = { now: Date.UTC(2026, 0, 1), elapsed: 60_000 },
): ManualClock => {
  const timers = createTimerQueue();
  let elapsed = start.elapsed;
  let wallAhead = start.now - start.elapsed;

  const moveTo = (at: Millis): void => {
    elapsed = Math.max(elapsed, at);
    fireDue(timers, elapsed);
  };

  const advance = async (duration: Millis, settling: Settling = 'turns'): Promise<void> => {
    const end = elapsed + duration;
    await settle(settling);
    while (timers.nextDue() <= end) {
      moveTo(timers.nextDue());
      await settle(settling);
    }
    moveTo(end);
    await settle(settling);
  };

  const advanceUntil = async <Result>(
    promise: Promise<Result>,
    most: Millis = DAY,
    settling: Settling = 'turns',
  ): Promise<Result> => {
    const end = elapsed + most;
    let waiting = true;
    const done = (): void => {
      waiting = false;
    };
    promise.then(done, done);
    await settle(settling);
    for (let idle = 0; waiting; idle += 1) {
      const next = timers.nextDue();
      if (next > end && next !== Number.POSITIVE_INFINITY) throw new Error(`Still waiting after ${most} ms of this clock.`);
      if (next !== Number.POSITIVE_INFINITY) {
        idle = 0;
        moveTo(next);
      } else if (idle > IDLE_TURNS) throw new Error('No timer is set, and what is waited for did not come.');
      await settle(next === Number.POSITIVE_INFINITY ? 'turns' : settling);
    }
    return promise;
  };

  return {
    now: () => Math.floor(wallAhead + elapsed),
    elapsed: () => elapsed,
    after: (duration, action) => timers.add(elapsed + Math.max(0, duration), action),
    advance,
    advanceUntil,
    run: (duration) => {
      const end = elapsed + duration;
      while (timers.nextDue() <= end) moveTo(timers.nextDue());
      moveTo(end);
    },
    step: (by) => {
      wallAhead += by;
    },
    pending: () => timers.size(),
  };
};
