import type { Cancel, Clock, Millis } from '../domain/clock.ts';
import type { JournalCore } from './journal-core.ts';

/** How often the journal looks whether something has become due. */
const TICK_EVERY: Millis = 1000;

/** The pause between two small steps of what can wait: commits and questions come first. */
const STEP_PAUSE: Millis = 10;

/** Lets the journal do what nobody asks for: ticks, and, between them, what can wait. Ends when called. */
export const startRounds = (core: JournalCore, clock: Clock, failed: (error: unknown) => void): Cancel => {
  let cancelTick: Cancel = () => undefined;
  let cancelWork: Cancel | undefined;
  const attempt = (action: () => boolean): boolean => {
    try {
      return action();
    } catch (error) {
      failed(error);
      return false;
    }
  };
  const work = (): void => {
    cancelWork = attempt(() => core.work()) ? clock.after(STEP_PAUSE, work) : undefined;
  };
  const tick = (): void => {
    attempt(() => {
      core.tick();
      return true;
    });
    cancelWork ??= clock.after(STEP_PAUSE, work);
    cancelTick = clock.after(TICK_EVERY, tick);
  };
  cancelWork = clock.after(STEP_PAUSE, work);
  cancelTick = clock.after(TICK_EVERY, tick);
  return () => {
    cancelTick();
    cancelWork?.();
  };
};
