/** A duration, or a reading of the clock that only grows, in milliseconds. */
export type Millis = number & { readonly of?: 'elapsed' };

/** A moment of wall time: milliseconds since 1970-01-01T00:00:00Z. */
export type UtcMillis = number & { readonly of?: 'utc' };

/** Undoes a timer; harmless once the timer has fired. */
export type Cancel = () => void;

/**
 * The two clocks of a box, and the only way to wait. Handed in everywhere, so that no test sleeps.
 */
export interface Clock {
  /** Wall time, for stamps that leave this machine. The time service may move it, also backwards. */
  now(): UtcMillis;
  /** Milliseconds since the machine started, with fractions. Only ever grows. For timeouts, delays and "how long above the limit". */
  elapsed(): Millis;
  /** Runs `action` once, not before `duration` has passed on the clock that only grows. */
  after(duration: Millis, action: () => void): Cancel;
}

/** Whether the wall time may be believed: `sure` once the time service or the platform has vouched for it. */
export type ClockTrust = 'sure' | 'unsure';

/** Both clocks, read at one instant: what ties offsets to wall time. */
export interface Instant {
  readonly now: UtcMillis;
  readonly elapsed: Millis;
}

/** Reads both clocks at once. */
export const instantOf = (clock: Clock): Instant => ({ now: clock.now(), elapsed: clock.elapsed() });

/** Resolves after `duration`, or at once when `signal` is aborted; never rejects, so that loops end by looking at the signal. */
export const sleep = (clock: Clock, duration: Millis, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const wake = (): void => {
      cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(duration, wake);
    signal?.addEventListener('abort', wake, { once: true });
  });
