import type { Observation } from './observation.ts';
import { qualityCode } from './quality.ts';

/** Numbers per reading in a batch: elapsed ms, place in the channel table, value (NaN for none), quality code. */
export const BATCH_STRIDE = 4;

/** Readings on their way to the journal: plain numbers, so that they cross to its worker without being copied one by one. */
export interface ReadingBatch {
  add(observation: Observation): void;
  /** How many readings are waiting. */
  size(): number;
  /** Hands over what is waiting, `BATCH_STRIDE` numbers a reading, and starts empty. */
  take(): Float64Array;
}

/** An empty batch that grows as needed. */
export const createReadingBatch = (): ReadingBatch => {
  let numbers = new Float64Array(256 * BATCH_STRIDE);
  let used = 0;
  const reserve = (needed: number): void => {
    if (used + needed <= numbers.length) return;
    const larger = new Float64Array(Math.max(numbers.length * 2, used + needed));
    larger.set(numbers.subarray(0, used));
    numbers = larger;
  };
  return {
    add: ({ elapsed, channels, values, qualities }) => {
      reserve(channels.length * BATCH_STRIDE);
      for (let place = 0; place < channels.length; place += 1) {
        numbers[used] = elapsed;
        numbers[used + 1] = channels[place] ?? Number.NaN;
        numbers[used + 2] = values[place] ?? Number.NaN;
        numbers[used + 3] = qualities === undefined ? 0 : qualityCode(qualities[place] ?? 'good');
        used += BATCH_STRIDE;
      }
    },
    size: () => used / BATCH_STRIDE,
    take: () => {
      const taken = numbers.slice(0, used);
      used = 0;
      return taken;
    },
  };
};
