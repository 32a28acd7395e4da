import type { Cancel, Clock, Millis } from '../../gateway/domain/clock.ts';

/** How fast a wire is. */
export interface Pace {
  readonly clock: Clock;
  /** Time of one character on the wire; 0 for a wire that takes no time. */
  readonly character: Millis;
  /** Characters handed over at a time. */
  readonly grain: number;
}

/** One direction of a line: bytes go in, and come out in order, each not before its time. */
export interface Wire {
  /** Puts bytes on the wire behind what is still on it. */
  readonly send: (bytes: Uint8Array) => void;
  /** Takes everything off the wire. */
  clear(): void;
  /** Characters that came out. */
  carried(): number;
}

/** A wire that hands what comes out of it to `deliver`, always from a timer, so that nobody is called back while writing. */
export const createWire = ({ clock, character, grain }: Pace, deliver: (bytes: Uint8Array) => void): Wire => {
  let runs: Uint8Array[] = [];
  let sent = 0; // characters of the first run that came out already
  let carried = 0;
  let waiting: Cancel | undefined;
  /** When the last character that came out did so, or when the wire began to be busy. */
  let upTo: Millis = 0;

  const portion = (run: Uint8Array): number => (character === 0 ? run.length : Math.min(grain, run.length - sent));

  // Timers of a real clock come late: whatever is due by then comes out together, so that the wire keeps its speed.
  const due = (run: Uint8Array): number => {
    const passed = character === 0 ? 0 : Math.floor((clock.elapsed() - upTo) / character);
    return Math.max(portion(run), Math.min(passed, run.length - sent));
  };

  const comeOut = (): void => {
    const run = runs[0];
    waiting = undefined;
    if (run === undefined) return;
    const size = due(run);
    const bytes = run.subarray(sent, sent + size);
    upTo += size * character;
    sent += size;
    carried += size;
    if (sent === run.length) {
      runs.shift();
      sent = 0;
    }
    schedule();
    deliver(bytes);
  };

  const schedule = (): void => {
    const run = runs[0];
    if (run === undefined || waiting !== undefined) return;
    // Reckoned from the wire's own time, not from when the timer fired: a late timer must not slow the wire.
    waiting = clock.after(upTo + portion(run) * character - clock.elapsed(), comeOut);
  };

  return {
    send: (bytes) => {
      if (bytes.length === 0) return;
      if (runs.length === 0) upTo = Math.max(upTo, clock.elapsed());
      runs.push(bytes.slice());
      schedule();
    },
    clear: () => {
      waiting?.();
      waiting = undefined;
      runs = [];
      sent = 0;
    },
    carried: () => carried,
  };
};
