import type { Cancel, Clock } from '../../../gateway/domain/clock.ts';
import type { Piece } from './frame-fate.ts';

/** A meter's transmitter: pieces leave in order, each after its pause, however many frames wait. */
export interface Outlet {
  put(pieces: readonly Piece[], after?: () => void): void;
  /** Drops whatever hasn't left. */
  clear(): void;
}

/** An outlet that hands bytes to `write` as they leave. */
export const createOutlet = (clock: Clock, write: (bytes: Uint8Array) => void): Outlet => {
  let queue: (Piece & { readonly after?: (() => void) | undefined })[] = [];
  let waiting: Cancel | undefined;
  const leave = (): void => {
    waiting = undefined;
    for (let next = queue[0]; next !== undefined && waiting === undefined; next = queue[0]) {
      queue = queue.slice(1);
      write(next.bytes);
      next.after?.();
      schedule();
    }
  };
  const schedule = (): void => {
    const next = queue[0];
    if (waiting === undefined && next !== undefined && next.pause > 0) waiting = clock.after(next.pause, leave);
  };
  return {
    put: (pieces, after) => {
      const isIdle = queue.length === 0;
      queue = [...queue, ...pieces.map((piece, place) => (place === pieces.length - 1 ? { ...piece, after } : piece))];
      if (!isIdle || waiting !== undefined) return;
      schedule();
      if (waiting === undefined) leave();
    },
    clear: () => {
      queue = [];
      waiting?.();
      waiting = undefined;
    },
  };
};
