import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const THREADS = '/proc/self/task';

/**
 * Lowers this process to the processor time that polling leaves over. Linux keeps a priority for each thread (sched(7)): those
 * that V8 has begun already, to compile and to collect, are lowered one by one; later ones begin with that of their maker.
 */
export const takeTimeLeftOver = (): void => {
  const threads = existsSync(THREADS) ? readdirSync(THREADS).map(Number) : [0];
  for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_LOW);
};
