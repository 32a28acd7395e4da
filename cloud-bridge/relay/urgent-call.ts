/** Calls whoever rests as soon as something urgent waits to be sent. */
export interface UrgentCall {
  /** Something urgent was sealed. */
  sealed(): void;
  /** A signal for one rest: aborted already where something waits. */
  signal(): AbortSignal;
}

/** `isWaiting` says whether something urgent waits now. */
export const createUrgentCall = (isWaiting: () => boolean): UrgentCall => {
  let call = new AbortController();
  return {
    sealed: () => call.abort(),
    signal: () => {
      call = new AbortController();
      if (isWaiting()) call.abort();
      return call.signal;
    },
  };
};
