import { type Clock, type Millis, sleep } from '../../../gateway/domain/clock.ts';

/** Lets one loop sleep until there may be something new. */
export interface WakeUp {
  wake(): void;
  /** Resolves after `most`, once `wake` is called, or at once when it was called since the last time. */
  woken(most: Millis, signal: AbortSignal): Promise<void>;
}

export const createWakeUp = (clock: Clock): WakeUp => {
  let pending = false;
  let waiting: AbortController | undefined;
  return {
    wake: () => {
      pending = true;
      waiting?.abort();
    },
    woken: async (most, signal) => {
      waiting = new AbortController();
      if (!pending) await sleep(clock, Math.max(0, most), AbortSignal.any([signal, waiting.signal]));
      waiting = undefined;
      pending = false;
    },
  };
};
