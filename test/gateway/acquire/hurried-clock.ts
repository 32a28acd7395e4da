import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { Clock } from '../../../gateway/domain/clock.ts';

/** The real clock, so many times as fast: real sockets, and pauses that nobody has to wait for. */
export const hurriedClock = (times: number): Clock => ({
  now: () => systemClock.now(),
  elapsed: () => systemClock.elapsed() * times,
  after: (duration, action) => systemClock.after(duration / times, action),
});
