import type { Cancel, Clock, Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';

/** The clocks of a machine in a world whose own clock is always right. */
export interface MachineClock {
  /** For one run of the gateway: what it had set timers for dies with it. */
  forRun(): RunClock;
  /** Moves the wall clock. */
  step(by: Millis): void;
  /** Sets the wall clock right. */
  setRight(): void;
}

/** The clocks as one run of a process sees them. */
export interface RunClock extends Clock {
  /** None of its timers fires any more; what it does to put itself away runs on a clock of its own. @returns that clock. */
  die(): ManualClock;
  isDead(): boolean;
}

/** A machine is so old when its gateway starts. */
const BOOTED: Millis = 30_000;

/** A machine that was just switched on; without a clock of its own it wakes in 1970. */
export const createMachineClock = (world: ManualClock, clock: 'right' | 'lost'): MachineClock => {
  const born = world.elapsed() - BOOTED;
  let ahead = clock === 'right' ? 0 : BOOTED - world.now();
  return {
    forRun: () => createRunClock(world, born, () => ahead),
    step: (by) => {
      ahead += by;
    },
    setRight: () => {
      ahead = 0;
    },
  };
};

const createRunClock = (world: ManualClock, born: Millis, ahead: () => UtcMillis): RunClock => {
  let after: ManualClock | undefined;
  const elapsed = (): Millis => (after === undefined ? world.elapsed() - born : after.elapsed());
  return {
    now: () => (after === undefined ? world.now() + ahead() : after.now()),
    elapsed,
    after: (duration, action): Cancel =>
      after === undefined ? world.after(duration, () => after === undefined && action()) : after.after(duration, action),
    die: () => {
      after = createManualClock({ now: world.now() + ahead(), elapsed: elapsed() });
      return after;
    },
    isDead: () => after !== undefined,
  };
};
