import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Millis, sleep } from '../../gateway/domain/clock.ts';

const LOOK_EVERY: Millis = 25;

/**
 * Waits for what is to happen, and gives it: the first answer of `look` that is neither undefined nor false. A look that
 * fails is one that saw nothing yet. Throws, with `what` and the last failure, when it didn't happen in time.
 */
export const until = async <Seen>(
  what: string,
  look: () => Seen | undefined | false | Promise<Seen | undefined | false>,
  patience: Millis = 30_000,
): Promise<Seen> => {
  const end = systemClock.elapsed() + patience;
  for (let failure: unknown; ; ) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      failure = error;
    }
    if (systemClock.elapsed() > end) throw new Error(`${what}: did not happen in ${patience} ms`, { cause: failure });
    await sleep(systemClock, LOOK_EVERY);
  }
};
