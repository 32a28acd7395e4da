import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// While a program loads, nearly all that is new stays. V8 takes that for a reason to give new objects 32 MB, and takes them
// back only when it collects everything, a minute later: on a small box that peak is what decides.

/** Keeps V8's space for new objects small, until it is let grow, or until a thread is started: V8 then goes back to its default. */
export const keepYoungHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/**
 * Has V8 collect everything sooner, for a process that reads much and keeps little: by itself it lets the heap grow to several
 * times what stays. Costs a third more time (measured on a month's report).
 */
export const keepOldHeapSmall = (): void => setFlagsFromString('--optimize-for-size');

/** Lets V8's space for new objects grow as it is needed: V8's own default. */
export const letYoungHeapGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');

/** Collects, once, what loading has left behind: V8 would first let the heap grow around it. Stops the program for some 20 ms. */
export const collectRemains = (): void => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
};
