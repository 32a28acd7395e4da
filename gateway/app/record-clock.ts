import type { Clock, ClockTrust, UtcMillis } from '../domain/clock.ts';

/** Nothing that this program wrote is older than the program: where no record says more, time begins here. */
const FIRST_DAY: UtcMillis = Date.UTC(2026, 0, 1);

/**
 * The clock as the record takes it. A box without a clock chip wakes in 1970: as long as nobody vouches for the time, it
 * is never before `lastKnown`, the last moment that the record knows, and grows from there. So facts and the blocks
 * that hold them agree.
 */
export const createRecordClock = (machine: Clock, lastKnown: UtcMillis, trust: () => ClockTrust): Clock => {
  const floor = Math.max(lastKnown, FIRST_DAY);
  const began = machine.elapsed();
  return {
    ...machine,
    now: () => {
      const wall = machine.now();
      if (wall >= floor || trust() === 'sure') return wall;
      return Math.round(floor + machine.elapsed() - began);
    },
  };
};
