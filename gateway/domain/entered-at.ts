import type { Millis, UtcMillis } from './clock.ts';
import type { RetainedSampleFact } from './supervision-fact.ts';

/** Whoever enters a sample later than this after it was taken has its entry shown as late. */
const LATE: Millis = 3_600_000;

type Sample = Pick<RetainedSampleFact, 'at' | 'enteredAt' | 'takenAt'>;

/** When a sample was first entered, whatever was said of it since. */
export const enteredAtOf = ({ at, enteredAt = at }: Sample): UtcMillis => enteredAt;

/** The same, where it was long after the sample was taken: an inspector sees both times. */
export const lateEntryOf = (sample: Sample): UtcMillis | undefined => {
  const entered = enteredAtOf(sample);
  return entered - sample.takenAt > LATE ? entered : undefined;
};
