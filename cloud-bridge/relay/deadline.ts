import type { Clock, Millis } from '../../gateway/domain/clock.ts';

/**
 * What `promise` gives, or undefined when it takes longer than `most` or rejects: an answer that never comes is worth as
 * little as a lost connection. The late result is let go.
 */
export const within = <Result>(clock: Clock, most: Millis, promise: Promise<Result>): Promise<Result | undefined> =>
  new Promise((resolve) => {
    const cancel = clock.after(most, () => resolve(undefined));
    promise.then(
      (result) => {
        cancel();
        resolve(result);
      },
      () => {
        cancel();
        resolve(undefined);
      },
    );
  });
