import type { Cancel, Clock, Millis } from '../domain/clock.ts';

// Node cuts timers to whole milliseconds and may fire early by a fraction of one; a delay kept too short would break a
// line's silent interval, hence the rounding up and the one more.
const inWholeMillis = (duration: Millis): number => Math.max(1, Math.ceil(duration) + 1);

const after = (duration: Millis, action: () => void): Cancel => {
  const timer = setTimeout(action, inWholeMillis(duration));
  return () => clearTimeout(timer);
};

// `hrtime` counts from the start of the machine, `performance` from that of the process, but asking it allocates nothing.
const [seconds, nanoseconds] = process.hrtime();
const startOfProcess = seconds * 1000 + nanoseconds / 1e6 - performance.now();

/**
 * The real clocks. On Linux the elapsed time counts from the start of the machine, not of the process: so the elapsed
 * time of one run goes on in the next, until the machine itself restarts.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => startOfProcess + performance.now(),
  after,
};
