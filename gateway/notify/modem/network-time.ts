import type { Millis, UtcMillis } from '../../domain/clock.ts';

/** What is older than this no longer tells the time: the clock that only grows drifts. */
const HOLDS: Millis = 86_400_000;

/** The network's own clock. It stamps what people send: by it, and not by a clock of the box that may be wrong, is known how long ago that was. */
export interface NetworkTime {
  /** A report came that the network made at `madeAt`. One that it held tells less than one that came at once. */
  reported(madeAt: UtcMillis, elapsed: Millis): void;
  /** How long ago the network took a message; undefined as long as no report has told what time it is there. */
  ageOf(sentAt: UtcMillis, elapsed: Millis): Millis | undefined;
}

/** A network that has told nothing yet. */
export const createNetworkTime = (): NetworkTime => {
  let known: { readonly ahead: number; readonly at: Millis } | undefined;
  return {
    reported: (madeAt, elapsed) => {
      const ahead = madeAt - elapsed;
      if (known === undefined || ahead >= known.ahead || elapsed - known.at > HOLDS) known = { ahead, at: elapsed };
    },
    ageOf: (sentAt, elapsed) => {
      if (known === undefined || elapsed - known.at > HOLDS) return undefined;
      return known.ahead + elapsed - sentAt;
    },
  };
};
