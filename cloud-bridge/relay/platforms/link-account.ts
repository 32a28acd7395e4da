import type { Cancel, Clock, Millis } from '../../../gateway/domain/clock.ts';
import type { EdgeError } from '../../../gateway/domain/edge-error.ts';
import type { StateBoard } from '../relay-state.ts';

/** Without an answer for this long is a state; shorter breaks are the nature of the network. */
const OFFLINE_AFTER: Millis = 60_000;

/** How the way to a platform stands: only calls tell, for there is no connection that stays. */
export interface LinkAccount {
  /** Why the last call failed; undefined once one has succeeded. */
  failure(): EdgeError | undefined;
  failed(failure: EdgeError): void;
  succeeded(): void;
  end(): void;
}

export const createLinkAccount = (board: StateBoard, clock: Pick<Clock, 'after'>): LinkAccount => {
  let failure: EdgeError | undefined;
  let offline: Cancel | undefined;
  const calm = (): void => {
    offline?.();
    offline = undefined;
  };
  return {
    failure: () => failure,
    failed: (error) => {
      failure = error;
      // Nobody grants by waiting what was refused: a person is told at once.
      if (error.code === 'platform-refused') board.raise('denied', error.message);
      else if (error.code === 'platform-untrusted') board.raise('offline', error.code);
      else offline ??= clock.after(OFFLINE_AFTER, () => board.raise('offline', failure?.code));
    },
    succeeded: () => {
      failure = undefined;
      calm();
      board.clear('offline');
      board.clear('denied');
    },
    end: calm,
  };
};
