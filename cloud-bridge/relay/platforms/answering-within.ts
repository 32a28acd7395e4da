import type { Clock, Millis } from '../../../gateway/domain/clock.ts';
import type { FetchOnce } from './platform-request.ts';

/** Calls that are given up after `most`, name lookup, TLS and the answer's last byte included. */
export const answeringWithin =
  (fetch: FetchOnce, clock: Pick<Clock, 'after'>, most: Millis): FetchOnce =>
  async (request, signal) => {
    const deadline = new AbortController();
    const cancel = clock.after(most, () => deadline.abort(new Error(`no answer within ${most / 1000} s`)));
    try {
      return await fetch(request, AbortSignal.any([signal, deadline.signal]));
    } finally {
      cancel();
    }
  };
