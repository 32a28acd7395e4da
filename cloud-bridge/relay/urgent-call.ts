import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import type { Backoff } from './backoff.ts';

/** Calls whoever rests as soon as something urgent waits to be sent. */
export interface UrgentCall {
  /** Something urgent was sealed. */
  sealed(): void;
  /** Rests for `pause`, or for less where something urgent waits or comes to wait; ends at once when `signal` is aborted. */
  rest(pause: Millis, signal: AbortSignal): Promise<void>;
}

export interface UrgentCallNeeds {
  readonly clock: Clock;
  readonly backoff: Pick<Backoff, 'urgent'>;
  /** Whether something urgent waits that no broker has taken yet. */
  isWaiting(): boolean;
}

/**
 * What is new and urgent waits for seconds. What has come back from a turn, because the broker didn't take it, waits twice as
 * long each time: two boxes that fail at it by turns must not go on at the pace of an alarm.
 */
export const createUrgentCall = ({ clock, backoff, isWaiting }: UrgentCallNeeds): UrgentCall => {
  let inVain = 0;
  let wake: () => void = () => undefined;
  return {
    sealed: () => {
      inVain = 0;
      wake();
    },
    rest: async (pause, signal) => {
      const began = clock.elapsed();
      const due = (): Millis => began + (isWaiting() ? Math.min(pause, backoff.urgent(inVain)) : pause);
      for (let left = due() - began; left > 0 && !signal.aborted; left = due() - clock.elapsed()) {
        const woken = new AbortController();
        wake = () => woken.abort();
        signal.addEventListener('abort', wake, { once: true });
        await sleep(clock, left, woken.signal);
        signal.removeEventListener('abort', wake);
        if (!woken.signal.aborted) break;
      }
      wake = () => undefined;
      if (isWaiting()) inVain += 1;
    },
  };
};
